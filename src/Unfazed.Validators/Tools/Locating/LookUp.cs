namespace Unfazed.Validators.Tools.Locating;

/// <summary>Where a tool is looked for, after an explicit path and before <c>PATH</c>.</summary>
internal sealed record LookUp
{
    /// <summary>The program's file name.</summary>
    public required string Program { get; init; }

    /// <summary>The environment of a project that may hold it; looked for from the directory of the check up to the root.</summary>
    public ProjectEnvironment Environment { get; init; }

    /// <summary>
    /// Its answer depends on the packages of the project's environment: found only outside an existing one it would give wrong answers,
    /// so it is unavailable.
    /// </summary>
    public bool NeedsEnvironment { get; init; }
}

/// <summary>Kinds of environments that a project keeps below its root.</summary>
[Flags]
internal enum ProjectEnvironment
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>node_modules/.bin</c>.</summary>
    NodeModules = 1,

    /// <summary><c>.venv/bin</c> or <c>venv/bin</c>.</summary>
    PythonVenv = 2,

    /// <summary><c>bin</c>, where Bundler keeps the programs of a project.</summary>
    Binstubs = 4,
}
