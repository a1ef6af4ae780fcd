using Unfazed.Core;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

// A build with its tests takes many seconds: it shows several things at once.
public sealed class DotnetTestTests : IDisposable
{
    private const string TestProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><IsPackable>false</IsPackable>MORE</PropertyGroup>
          <ItemGroup>
            <PackageReference Include="coverlet.collector" Version="6.0.4" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.14.1" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
          </ItemGroup>
          <ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>
        </Project>
        """;

    private readonly ToolScene _scene = new() { SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public DotnetTestTests()
    {
        _scene.Write("All.slnx", """<Solution><Project Path="Lib/Lib.csproj" /><Project Path="Lib.Tests/Lib.Tests.csproj" /></Solution>""");
        _scene.Write("Lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        _scene.Write("Lib/Calc.cs", "namespace Lib;\n\npublic static class Calc\n{\n    public static int Add(int a, int b)\n    {\n        if (a > 100)\n        {\n            return 0;\n        }\n\n        return a + b;\n    }\n}\n");
        _scene.Write("Lib.Tests/CalcTests.cs", "namespace Lib.Tests;\n\npublic class CalcTests\n{\n    [Xunit.Fact]\n    public void Adds() => Xunit.Assert.Equal(3, Calc.Add(1, 2));\n}\n");
        WriteTests("");
    }

    [Fact]
    public async Task It_is_asked_for_by_coverlets_threshold_or_by_ours()
    {
        Assert.DoesNotContain((await _scene.DiscoverAsync()).Checks, static check => check.Name == "dotnet-test");

        _scene.Configuration = CoverageAssert.Threshold(50);
        Assert.Equal("coverlet.collector in Lib.Tests/Lib.Tests.csproj", (await _scene.CheckAsync("dotnet-test")).Reason);

        _scene.Configuration = new();
        _scene.Write("Directory.Build.props", "<Project><PropertyGroup><Threshold>95</Threshold></PropertyGroup></Project>");
        var check = await _scene.CheckAsync("dotnet-test");
        Assert.Equal((".", "Directory.Build.props Threshold"), (check.Directory, check.Reason));
        Assert.Equal<string>(["dotnet"], check.Locks);
    }

    [Fact(Timeout = 300_000)]
    public async Task Lines_are_measured_the_projects_threshold_decides_and_failed_tests_are_found()
    {
        WriteTests("<Threshold>95</Threshold><ThresholdType>line</ThresholdType>");
        var first = await _scene.RunAsync("dotnet-test");
        _scene.Write("Lib.Tests/BadTests.cs", "namespace Lib.Tests;\n\npublic class BadTests\n{\n    [Xunit.Fact]\n    public void Fails()\n    {\n        Xunit.Assert.Equal(4, Calc.Add(1, 2));\n    }\n}\n");
        var second = await _scene.RunAsync("dotnet-test");

        Assert.Equal((ObservationEnding.Completed, 0, "1 test"), (first.Ending, first.ExitCode, first.Summary));
        Assert.Equal((4L, 6L), (first.Details["lines_covered"].Value, first.Details["lines_valid"].Value));
        Assert.Equal((CheckStatus.Failed, true), (first.Judge().Status, first.Judge().Message.StartsWith("line coverage is below 95 % (Lib.Tests/Lib.Tests.csproj Threshold); 66.66 % of lines (4 of 6)", StringComparison.Ordinal)));
        Assert.Equal(CheckStatus.Passed, first.Judge(CoverageAssert.Threshold(66)).Status);
        Assert.DoesNotContain(_scene.Tree(), static path => path.Contains("TestResults", StringComparison.Ordinal));

        var finding = Assert.Single(second.Findings);
        Assert.Equal(("Lib.Tests/BadTests.cs", 8, "test-failed"), (finding.Path, finding.Line, finding.Rule));
        Assert.Equal((ObservationEnding.Completed, "2 tests"), (second.Ending, second.Summary));
    }

    [Fact(Timeout = 300_000)]
    public async Task Code_that_does_not_compile_is_no_answer()
    {
        WriteTests("<Threshold>95</Threshold>");
        _scene.Write("Lib/Broken.cs", "namespace Lib;\n\npublic static class Broken\n{\n    public static int X() => gone;\n}\n");

        var seen = await _scene.RunAsync("dotnet-test");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("CS0103", seen.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private void WriteTests(string more) => _scene.Write("Lib.Tests/Lib.Tests.csproj", TestProject.Replace("MORE", more, StringComparison.Ordinal));
}
