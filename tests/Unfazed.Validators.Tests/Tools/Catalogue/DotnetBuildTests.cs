using Unfazed.Core;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

// A build takes seconds: each shows several things at once.
public sealed class DotnetBuildTests : IDisposable
{
    private const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            MORE
          </PropertyGroup>
        </Project>
        """;

    private readonly ToolScene _scene = new() { SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "" };

    [Fact(Timeout = 600_000)]
    public async Task Warnings_are_found_at_their_places_and_a_second_build_finds_them_again()
    {
        _scene.Write("All.slnx", """<Solution><Project Path="Lib/Lib.csproj" /><Project Path="Own/Own.csproj" /></Solution>""");
        _scene.Write("Lib/Lib.csproj", Library.Replace("MORE", "", StringComparison.Ordinal));
        _scene.Write("Lib/A.cs", """
            namespace Lib;

            public static class A
            {
                public static int Length()
                {
                    string text = null;
            #pragma warning disable CS0219
                    var quiet = 1;
            #pragma warning restore CS0219
                    return text.Length;
                }
            }
            """);
        // A project that takes both the extension point and the report for itself.
        _scene.Write("Own/Own.csproj", Library.Replace("MORE", """
            <ErrorLog>$(MSBuildProjectDirectory)/own.sarif</ErrorLog>
                <CustomAfterMicrosoftCommonTargets>$(MSBuildProjectDirectory)/own.targets</CustomAfterMicrosoftCommonTargets>
            """, StringComparison.Ordinal));
        _scene.Write("Own/own.targets", """<Project><Target Name="Mark" AfterTargets="Build"><WriteLinesToFile File="$(MSBuildProjectDirectory)/own.txt" Lines="ran" /></Target></Project>""");
        _scene.Write("Own/B.cs", "namespace Own;\n\npublic static class B\n{\n    private static int s_never;\n}\n");
        _scene.Write("sample/Sample.csproj", Library.Replace("MORE", "", StringComparison.Ordinal));

        var first = await _scene.RunAsync("dotnet-build");
        var second = await _scene.RunAsync("dotnet-build");

        Assert.Equal((ObservationEnding.Completed, 0), (first.Ending, first.ExitCode));
        Assert.Equal(
            [("CS8600", "Lib/A.cs", 7, FindingState.New), ("CS8602", "Lib/A.cs", 11, FindingState.New), ("CS0219", "Lib/A.cs", 9, FindingState.Ignored), ("CS0169", "Own/B.cs", 5, FindingState.New)],
            first.Findings.OrderBy(static finding => finding.Path).ThenBy(static finding => finding.State).ThenBy(static finding => finding.Line)
                .Select(static finding => (finding.Rule, finding.Path, finding.Line!.Value, finding.State)));
        Assert.All(first.Findings, static finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.Equal(first.Findings.ToHashSet(), second.Findings.ToHashSet());
        Assert.Equal("2 compilations; in no solution and not built: sample/Sample.csproj", first.Summary);
        Assert.True(File.Exists(_scene.Repository["Own/own.txt"]) && File.Exists(_scene.Repository["Own/own.sarif"]));
        Assert.DoesNotContain(Directory.EnumerateFiles(_scene.Repository.Path, "Custom*", SearchOption.AllDirectories), static path => path.EndsWith(".targets", StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task Projects_without_a_solution_are_built_together_and_what_does_not_compile_is_found()
    {
        // One that others refer to, a strict one, one of another language, and one whose file is not there.
        _scene.Write("app/core/Core.csproj", Library.Replace("MORE", "", StringComparison.Ordinal));
        _scene.Write("app/core/Core.cs", "namespace Core;\n\npublic static class Core\n{\n    public static int One => 1;\n}\n");
        _scene.Write("app/strict/Strict.csproj", Library.Replace("MORE", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", StringComparison.Ordinal)
            .Replace("</Project>", """<ItemGroup><ProjectReference Include="..\core\Core.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal));
        _scene.Write("app/strict/Strict.cs", "namespace Strict;\n\npublic static class Strict\n{\n    private static int s_never;\n    public static int Two => Core.Core.One + 1;\n}\n");
        _scene.Write("app/Broken.csproj", Library.Replace("MORE", """<EnableDefaultCompileItems>false</EnableDefaultCompileItems>""", StringComparison.Ordinal)
            .Replace("</Project>", """<ItemGroup><Compile Include="Broken.cs" /></ItemGroup></Project>""", StringComparison.Ordinal));
        _scene.Write("app/Broken.cs", "class Broken\n{\n    int x = ;\n}\n");

        var check = await _scene.CheckAsync("dotnet-build");
        var seen = await _scene.RunAsync(check);

        Assert.Equal("app", check.Directory);
        Assert.Equal(["dotnet"], check.Locks.AsEnumerable());
        Assert.Equal((ObservationEnding.Completed, 1), (seen.Ending, seen.ExitCode));
        Assert.Equal(
            [("CS1525", "app/Broken.cs", 3, 13, Severity.Error), ("CS0169", "app/strict/Strict.cs", 5, 24, Severity.Error)],
            seen.Findings.OrderBy(static finding => finding.Path).Select(static finding => (finding.Rule, finding.Path, finding.Line!.Value, finding.Column!.Value, finding.Severity)));
    }

    [Fact(Timeout = 600_000)]
    public async Task What_cannot_be_restored_is_an_error_and_no_finding()
    {
        _scene.Write("a.csproj", Library.Replace("MORE", "", StringComparison.Ordinal)
            .Replace("</Project>", """<ItemGroup><PackageReference Include="Unfazed.There.Is.No.Such.Package" Version="1.0.0" /></ItemGroup></Project>""", StringComparison.Ordinal));
        _scene.Write("nuget.config", """<configuration><packageSources><clear /><add key="here" value="packages" /></packageSources></configuration>""");
        _scene.Repository.MakeFolder("packages");

        var seen = await _scene.RunAsync("dotnet-build");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("a.csproj: NU1101: ", seen.Message, StringComparison.Ordinal);
        Assert.Empty(seen.Findings);
    }

    [Fact(Timeout = 600_000)]
    public async Task What_the_targets_of_the_repository_report_is_a_finding_at_their_place()
    {
        _scene.Write("a.csproj", Library.Replace("MORE", "", StringComparison.Ordinal).Replace("</Project>", """
              <Target Name="Guard" BeforeTargets="CoreCompile">
                <Error Text="the licence header is missing" ContinueOnError="ErrorAndContinue" />
                <Exec Command="echo 'x : error : the schema is old'; exit 3" />
              </Target>
            </Project>
            """, StringComparison.Ordinal));
        _scene.Write("A.cs", "namespace A;\n");

        var seen = await _scene.RunAsync("dotnet-build");

        Assert.Equal((ObservationEnding.Completed, 1), (seen.Ending, seen.ExitCode));
        Assert.Contains(seen.Findings, static finding => finding is { Path: "a.csproj", Line: 8, Severity: Severity.Error, Message: "the licence header is missing" });
        Assert.Contains(seen.Findings, static finding => finding is { Path: "a.csproj", Line: 9, Rule: "MSB3073" });
        Assert.Contains("it stopped at ", seen.Incomplete, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_project_file_that_is_none_is_an_error()
    {
        _scene.Write("a.csproj", "<Project><Oops></Project>");

        var seen = await _scene.RunAsync("dotnet-build");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("MSB4025", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task An_SDK_that_is_not_installed_is_unavailable_with_its_version()
    {
        _scene.Write("a.csproj", Library.Replace("MORE", "", StringComparison.Ordinal));
        _scene.Write("global.json", """{ "sdk": { "version": "2.1.999", "rollForward": "disable" } }""");

        var seen = await _scene.RunAsync("dotnet-build");

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing), (seen.Ending, seen.Error));
        Assert.StartsWith("global.json asks for .NET SDK 2.1.999, which is not installed", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_sources_or_projects_it_is_not_expected()
    {
        _scene.Write("Loose.cs", "class A;\n");

        var discovery = await _scene.DiscoverAsync();

        Assert.DoesNotContain(discovery.Checks, static check => check.Name == "dotnet-build");
        Assert.Contains(discovery.Suggestions, static line => line.StartsWith("C#: ", StringComparison.Ordinal));
    }

    public void Dispose() => _scene.Dispose();
}
