using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tests.Tools.Detection;

public sealed class TomlScanTests
{
    [Fact]
    public void Strings_of_arrays_over_many_lines_are_found()
    {
        var toml = TomlScan.Read("[a]\nb = [ # one\n  \"x]\", 'y#', \"\"\"z\n\"\"\",\n  [\"n\\\"m\"],\n]\nc = \"last\"\n");

        Assert.Equal(["x]", "y#", "z\n", "n\\\"m"], toml.Strings("a.b").ToArray());
        Assert.Equal(["last"], toml.Strings("a.c").ToArray());
    }

    [Fact]
    public void Names_may_be_quoted_dotted_and_spaced()
    {
        var toml = TomlScan.Read("[ tool . \"my.py\" ]\nx.'y' = 1\n");

        Assert.Equal(["tool", "my.py", "x", "y"], toml.Entries[1].Path.ToArray());
        Assert.True(toml.HasTable("tool"));
        Assert.False(toml.HasTable("tool.my"));
    }

    [Fact]
    public void A_line_that_is_no_toml_costs_only_itself() => Assert.True(TomlScan.Read("!!! [x]\n= 3\n[tool.mypy]\n").HasTable("tool.mypy"));

    [Fact]
    public void A_string_that_is_not_closed_ends_with_its_line() => Assert.True(TomlScan.Read("a = \"open\n[tool.mypy]\n").HasTable("tool.mypy"));
}
