using Unfazed.Validators.Tools.Reading.Dotnet;

namespace Unfazed.Validators.Tests.Tools.Reading.Dotnet;

public sealed class MsBuildDiagnosticTests
{
    [Theory]
    [InlineData("  3:18>/r/Lib/A.cs(7,20): warning CS8600: Converting null. [/r/Lib/Lib.csproj::TargetFramework=net10.0]", "/r/Lib/A.cs", 7, 20, "CS8600", "Converting null.", "/r/Lib/Lib.csproj")]
    [InlineData("     1>/r/nu.csproj : error NU1301: Unable to load.", "/r/nu.csproj", null, null, "NU1301", "Unable to load.", "/r/nu.csproj")]
    [InlineData("/sdk/x.targets(184,5): error NETSDK1045: No. [/r/a.csproj]", "/sdk/x.targets", 184, 5, "NETSDK1045", "No.", "/r/a.csproj")]
    [InlineData("CSC : error CS5001: No Main [or more] [/r/a.csproj]", "CSC", null, null, "CS5001", "No Main [or more]", "/r/a.csproj")]
    [InlineData("/r/task/a.csproj(1,146): error : one", "/r/task/a.csproj", 1, 146, "", "one", "/r/task/a.csproj")]
    [InlineData("a.cs : warning ZZ1: care2 [/r/a.csproj]", "a.cs", null, null, "ZZ1", "care2", "/r/a.csproj")]
    [InlineData("/r/a.fs(3,9,3,11): warning FS0025: Incomplete. [/r/a.fsproj]", "/r/a.fs", 3, 9, "FS0025", "Incomplete.", "/r/a.fsproj")]
    public void The_canonical_form_is_taken_apart(string line, string origin, int? number, int? column, string code, string text, string? owner)
    {
        var diagnostic = MsBuildDiagnostic.Parse(line)!;

        Assert.Equal((origin, number, column, code, text, owner), (diagnostic.Origin, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Text, diagnostic.Owner));
        Assert.Equal(line.Contains(": error ", StringComparison.Ordinal), diagnostic.IsError);
    }

    [Theory]
    [InlineData("Build succeeded.")]
    [InlineData("    0 Warning(s)")]
    [InlineData("  Lib -> /r/Lib.dll")]
    [InlineData("")]
    public void Anything_else_is_none(string line) => Assert.Null(MsBuildDiagnostic.Parse(line));
}
