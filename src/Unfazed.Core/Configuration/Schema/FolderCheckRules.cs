using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>
/// What a file below the root may say of a custom check that a file above defines. A check that runs somewhere else is one check for several folders,
/// with one tier and one timeout: for a folder it can only leave files out.
/// </summary>
internal static class FolderCheckRules
{
    /// <summary>Reports settings that could have no effect.</summary>
    /// <param name="folder">The folder of the file, relative to the root.</param>
    /// <param name="tree">The file, with paths relative to the root.</param>
    /// <param name="above">What is in effect above it.</param>
    /// <param name="context">Receives mistakes.</param>
    public static void Check(string folder, MappingNode tree, MappingNode above, ReadContext context)
    {
        if (tree.Find("checks") is not MappingNode checks || above.Find("checks") is not MappingNode defined)
        {
            return;
        }

        foreach (var entry in checks.Entries)
        {
            if (entry.Value is MappingNode settings && settings.Find("run") is null &&
                defined.Find(entry.Key) is MappingNode definition && definition.Find("run") is { } run && !MayRunIn(folder, definition))
            {
                Refuse(entry.Key, settings, run.Source, context);
            }
        }
    }

    private static void Refuse(string name, MappingNode settings, SettingSource definition, ReadContext context)
    {
        foreach (var (key, _, source) in settings.Entries.Where(static entry => entry.Key != "exclude"))
        {
            context.Refuse(source, $"\"{key}\": {Quoted.Of(name)} does not run in this folder ({definition}): give it a \"run\" here, or use \"exclude\" or false");
        }
    }

    // Beside which manifests it runs is known when the files are.
    private static bool MayRunIn(string folder, MappingNode definition) => definition.Find("each") is { } each and not ScalarNode { IsNull: true }
        || (definition.Find("dir") is ScalarNode { IsNull: false } directory && Lies(directory.Text, folder));

    private static bool Lies(string path, string folder) =>
        (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, "/")) + "/").StartsWith($"/{folder}/", StringComparison.Ordinal);
}
