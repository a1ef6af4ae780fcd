using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>Makes the environment of a child from ours: without what would lead tools astray, with what makes their output plain.</summary>
internal static class ChildEnvironment
{
    /// <summary>The variable by which the descendants of a check are recognised.</summary>
    public const string Marker = "UNFAZED_CHECK_ID";

    // The list of `git rev-parse --local-env-vars` (git 2.39 to 2.51).
    private static readonly ImmutableArray<string> RepositoryLocators =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_OBJECT_DIRECTORY", "GIT_DIR",
        "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX",
    ];

    private static readonly ImmutableArray<KeyValuePair<string, string>> Plain =
    [
        new("NO_COLOR", "1"), new("TERM", "dumb"), new("LC_ALL", "C.UTF-8"), new("PYTHONUNBUFFERED", "1"), new("PYTHONUTF8", "1"),
        new("PAGER", "cat"), new("GIT_TERMINAL_PROMPT", "0"), new("DOTNET_CLI_UI_LANGUAGE", "en"), new("DOTNET_NOLOGO", "1"),
        new("MSBUILDDISABLENODEREUSE", "1"), new("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), new("UseSharedCompilation", "false"),
    ];

    /// <summary>The variables of a child, without the marker.</summary>
    /// <param name="ours">Our own variables.</param>
    /// <param name="changes">What the command adds, or removes with null; it wins over everything but the marker.</param>
    public static ImmutableDictionary<string, string> Create(
        ImmutableDictionary<string, string> ours, ImmutableDictionary<string, string?> changes)
    {
        var variables = ours.ToBuilder();
        variables.RemoveRange(ours.Keys.Where(IsLeftOut));
        foreach (var (name, value) in Plain)
        {
            variables[name] = value;
        }

        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        return variables.ToImmutable();
    }

    private static bool IsLeftOut(string name) =>
        RepositoryLocators.Contains(name)
        || name.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal)
        || name.StartsWith("GIT_CONFIG_VALUE_", StringComparison.Ordinal)
        || IsOurs(name)
        || IsOfTheSdk(name);

    private static bool IsOurs(string name) =>
        name.StartsWith("UNFAZED_", StringComparison.Ordinal) && name is not ("UNFAZED_CACHE_DIR" or "UNFAZED_STATE_DIR");

    // `dotnet run`, `dotnet test` and MSBuild leave these to their children; with them another SDK loads the wrong files.
    private static bool IsOfTheSdk(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name is "_MSBUILDTLENABLED" or "DOTNET_HOST_PATH" or "DOTNET_LAUNCH_PROFILE" or "DOTNET_CLI_TELEMETRY_SESSIONID";
}
