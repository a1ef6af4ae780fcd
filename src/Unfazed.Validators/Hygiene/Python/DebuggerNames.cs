namespace Unfazed.Validators.Hygiene.Python;

/// <summary>The names under which a Python file knows debuggers and their functions.</summary>
internal sealed class DebuggerNames
{
    private readonly Dictionary<string, string> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _functions = new(StringComparer.Ordinal);

    /// <summary>Whether a module is a debugger.</summary>
    public static bool IsDebugger(string module) => module is "bpdb" or "ipdb" or "pdb" or "pdbr" or "pudb" or "pydevd_pycharm" or "q" or "rdb" or "rpdb" or "wdb";

    /// <summary>Notes that a debugger was imported under another name.</summary>
    public void AddModule(string name, string module) => _modules[name] = module;

    /// <summary>Notes that a function of a debugger was imported, where it stops the program.</summary>
    public void AddFunction(string name, string module, string function)
    {
        if (function is "set_trace" or "settrace")
        {
            _functions[name] = $"{module}.{function}";
        }
    }

    /// <summary>The debugger that a name stands for, or null. Its own name needs no import: it may stand in another file.</summary>
    public string? FindModule(string name) => IsDebugger(name) ? name : _modules.GetValueOrDefault(name);

    /// <summary>The function that a name was imported for, or null.</summary>
    public string? FindFunction(string name) => _functions.GetValueOrDefault(name);
}
