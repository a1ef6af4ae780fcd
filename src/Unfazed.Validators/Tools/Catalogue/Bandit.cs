using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>bandit, a scanner for security problems of Python code (1.6 and later).</summary>
internal static class Bandit
{
    private static readonly ImmutableArray<ConfigurationEvidence> IniFiles =
        [new FileEvidence(".bandit"), new IniEvidence("setup.cfg", "bandit"), new IniEvidence("tox.ini", "bandit")];

    private static readonly ImmutableArray<ConfigurationEvidence> ConfigurationFiles =
    [
        new FileEvidence("bandit.yaml"), new FileEvidence("bandit.yml"), new FileEvidence(".bandit.yaml"), new FileEvidence(".bandit.yml"),
        new TomlEvidence("pyproject.toml", "tool.bandit"),
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "bandit",
        TestedVersion = "1.6.2, 1.9.4",
        Dimension = Dimension.Security,
        Role = "security scanner",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [.. IniFiles, .. ConfigurationFiles, new PythonPackageEvidence("bandit")],
        LookUp = new LookUp { Program = "bandit", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = Arguments,
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new BanditReader(),
        Caching = new ToolCaching { Configuration = [".bandit", "bandit.yaml", "bandit.yml", "bandit.toml"], Variables = ["BANDIT_*"] },
        Package = new Package { PyPi = "bandit", Debian = "bandit" },
    };

    // It looks for .bandit only below directories that it is given, and for the other files never. Excludes hold for named files too.
    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        "-q", "-f", "json", .. Option("--ini", IniFiles, site), .. Option("-c", ConfigurationFiles, site),
        .. site.Narrowed ? ImmutableArray.Create("{files}") : ["-r", .. Targets.Of(site, ".py")],
    ];

    private static ImmutableArray<string> Option(string option, ImmutableArray<ConfigurationEvidence> candidates, ToolSite site)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Find(site.Repository, site.Directory) is not null)
            {
                return [option, candidate.FileName];
            }
        }

        return [];
    }
}
