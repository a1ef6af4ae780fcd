using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tests.Tools.Detection;

public sealed class GoBuildContextTests
{
    private static readonly GoBuildContext Linux = new(static name => name switch { "GOOS" => "linux", "GOARCH" => "arm64", "GOFLAGS" => "-mod=mod -tags=one,two", _ => null }, ["vet", "-tags", "three", "./..."]);

    [Theory]
    [InlineData("a.go", true)]
    [InlineData("a_linux.go", true)]
    [InlineData("a_windows_test.go", false)]
    [InlineData("a_linux_arm64.go", true)]
    [InlineData("a_linux_amd64_test.go", false)]
    [InlineData("a_amd64.go", false)]
    [InlineData("windows.go", true)]
    [InlineData("a_unix.go", true)]
    [InlineData("_a.go", false)]
    public void A_name_says_for_which_system_a_file_is_built(string name, bool isBuilt) => Assert.Equal(isBuilt, Linux.Admits(name));

    [Theory]
    [InlineData("linux && !cgo", false)]
    [InlineData("!(windows || darwin) && cgo", true)]
    [InlineData("ignore", false)]
    [InlineData("one && two && three", true)]
    [InlineData("four || go1.99 && unix", true)]
    [InlineData("!!windows", false)]
    [InlineData("(windows", true)]
    [InlineData("&& ||", true)]
    public void A_constraint_says_whether_a_file_is_built(string constraint, bool isBuilt)
    {
        using var source = new StringReader($"// Text.\n\n//go:build {constraint}\n\npackage a\n");

        Assert.Equal(isBuilt, GoBuildConstraint.IsSatisfied(source, Linux.Has));
    }

    [Fact]
    public void A_constraint_that_nests_without_end_is_none()
    {
        using var source = new StringReader("//go:build " + new string('(', 15_000));

        Assert.True(GoBuildConstraint.IsSatisfied(source, Linux.Has));
    }

    [Fact]
    public void What_stands_below_the_package_clause_is_no_constraint()
    {
        using var source = new StringReader("package a\n\n//go:build windows\n");

        Assert.True(GoBuildConstraint.IsSatisfied(source, Linux.Has));
    }
}
