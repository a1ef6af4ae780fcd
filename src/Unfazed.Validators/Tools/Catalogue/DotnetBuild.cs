using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection.Dotnet;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading.Dotnet;
using Unfazed.Validators.Tools.Running.Dotnet;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>dotnet build</c> (SDK 8 and later): the compilers and analyzers of .NET.</summary>
internal static class DotnetBuild
{
    // Left by an MSBuild that we were started from, they bind another SDK's tools to this one.
    private static readonly ImmutableArray<string> LeakedVariables = ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBuildSDKsPath"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "dotnet-build",
        TestedVersion = "10.0.401",
        Dimension = Dimension.TypeSafety,
        Role = "compiler",
        Language = "C#",
        Files = Languages.Dotnet,
        SuggestedFor = Languages.CSharp,
        Evidence = [new DotnetEvidence()],
        LookUp = new LookUp { Program = "dotnet" },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = Arguments,
        AddedArgumentsAt = 1,
        // Problems of the build itself, and code that does not compile, are both 1: the reader tells them apart.
        Exits = ExitTable.Of(ExitMeaning.Findings, 1).With(ExitMeaning.Missing, SdkResolution.NoSdk, SdkResolution.NoFittingSdk),
        Reader = new DotnetBuildReader(null),
        Validator = static run => new DotnetBuildValidator(run),
        Environment = LeakedVariables.ToImmutableDictionary(static name => name, static string? (_) => null).Add("MSBUILDTERMINALLOGGER", "off"),
        Package = new Package { Otherwise = "install the .NET SDK: https://dotnet.microsoft.com/download" },
        Cores = 2,
        Locks = ["dotnet"],
        DefaultTimeout = TimeSpan.FromMinutes(5),
        Network = true,
    };

    // Incremental, a compiler that has nothing to do writes no report, and its warnings are gone.
    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        "build", Target(site), "--no-incremental", "--disable-build-servers",
        $"-fileLoggerParameters1:logfile={DotnetBuildValidator.ReportsWord}/{DotnetBuildReader.ErrorLog};errorsOnly;encoding=utf-8",
        $"-fileLoggerParameters2:logfile={DotnetBuildValidator.ReportsWord}/{DotnetBuildReader.WarningLog};warningsOnly;encoding=utf-8",
    ];

    private static string Target(ToolSite site)
    {
        var targets = DotnetLayout.Of(site.Repository).TargetsBelow(site.Directory);
        return targets switch
        {
            [] => ".",
            [var only] => "./" + (site.Directory == "." ? only : only[(site.Directory.Length + 1)..]),
            _ => $"{DotnetBuildValidator.ReportsWord}/{DotnetBuildValidator.Traversal}",
        };
    }
}
