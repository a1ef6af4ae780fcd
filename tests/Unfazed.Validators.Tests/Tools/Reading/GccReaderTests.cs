using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class GccReaderTests
{
    [Theory]
    [InlineData("src/a.c:3:7: error: 'x' undeclared (first use in this function)", "src/a.c:3:7 Error [] 'x' undeclared (first use in this function)")]
    [InlineData("a.c:3:7: warning: unused variable 'y' [-Wunused-variable]", "a.c:3:7 Warning [-Wunused-variable] unused variable 'y'")]
    [InlineData("a.c:1:10: fatal error: no.h: No such file or directory", "a.c:1:10 Error [] no.h: No such file or directory")]
    [InlineData("a.c:9: note: declared here", "a.c:9: Note [] declared here")]
    [InlineData("a b.sh:2:1: note: Double quote. [SC2086]", "a b.sh:2:1 Note [SC2086] Double quote.")]
    [InlineData("In file included from a.c:1:", "")]
    [InlineData("a.c: In function 'main':", "")]
    [InlineData("make: *** [Makefile:2: a] Error 1", "")]
    public void A_diagnostic_is_a_finding_and_other_lines_are_not(string line, string finding) =>
        Assert.Equal(finding, string.Join('|', new GccReader().Read(Printed.Output("", line)).Shown().Concat(new GccReader().Read(Printed.Output(line)).Shown()).Distinct()));
}
