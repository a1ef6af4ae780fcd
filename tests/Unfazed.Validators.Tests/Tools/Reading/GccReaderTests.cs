using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class GccReaderTests
{
    [Theory]
    [InlineData("src/a.c:3:7: error: 'x' undeclared (first use in this function)", "src/a.c:3:7 Error [] 'x' undeclared (first use in this function)")]
    [InlineData("a.c:3:7: warning: unused variable 'y' [-Wunused-variable]", "a.c:3:7 Warning [-Wunused-variable] unused variable 'y'")]
    [InlineData("a.c:1:10: fatal error: no.h: No such file or directory", "a.c:1:10 Error [] no.h: No such file or directory")]
    [InlineData("a.c:9: note: declared here", "a.c:9: Note [] declared here")]
    [InlineData("a.c:9: error: x", "a.c:9: Error [] x")]
    [InlineData("gone.c: fatal error: cannot open", ":: Error [] gone.c: cannot open")]
    [InlineData("collect2: error: ld returned 1 exit status", ":: Error [] collect2: ld returned 1 exit status")]
    [InlineData("cc1: error: no option -Wx [-Werror]", ":: Error [-Werror] cc1: no option -Wx")]
    [InlineData("cc1: warning: no option -Wx", "")]
    [InlineData("a sentence: error: x", "")]
    [InlineData("2024-01-01 10:20:30: error: x", "")]
    [InlineData("localhost:8080: error: refused", "")]
    [InlineData("10.0.0.1:443: error: refused", "")]
    [InlineData("db.example.org:5432: error: refused", "")]
    [InlineData("localhost:8080:1: error: x", "localhost:8080:1 Error [] x")]
    [InlineData("src\\c.c:3:1: error: x", "src/c.c:3:1 Error [] x")]
    [InlineData("\u001b[01m\u001b[Ka.c:3:7:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[Kx [\u001b]8;;https://gcc.gnu.org\u0007-Wx\u001b]8;;\u0007]", "a.c:3:7 Error [-Wx] x")]
    [InlineData("file:///elsewhere/a.c:3:7: error: x", ":3:7 Error [] file:///elsewhere/a.c: x")]
    [InlineData("e: file:///elsewhere/A.kt:3:5 Unresolved reference 'x'.", ":3:5 Error [] file:///elsewhere/A.kt: Unresolved reference 'x'.")]
    [InlineData("w: file:///elsewhere/A.kt:3:5: unused", ":3:5 Warning [] file:///elsewhere/A.kt: unused")]
    [InlineData("In file included from a.c:1:", "")]
    [InlineData("a.c: In function 'main':", "")]
    [InlineData("make: *** [Makefile:2: a] Error 1", ":: Error [make] Makefile: the recipe of a failed (exit code 1)")]
    [InlineData("make: *** [Makefile:2: a] Error 127", "")]
    [InlineData("make: *** [Makefile:2: a] Killed", "")]
    [InlineData("make: *** [Makefile:2: a] Segmentation fault (core dumped)", ":: Error [make] Makefile: the recipe of a failed (Segmentation fault)")]
    [InlineData("make[1]: *** [Makefile:2: a] Error 127\nmake: *** [Makefile:9: all] Error 2", "")]
    [InlineData("a.s: Assembler messages:\na.s:1: Error: no such instruction: `x'\na.s:2: Warning: y\nb.py:3: Error: not of the assembler", "a.s:1: Error [] no such instruction: `x'|a.s:2: Warning [] y")]
    [InlineData("a.s: Assembler messages:\na.s: Fatal error: can't create x.o: No such file", ":: Error [] a.s: can't create x.o: No such file")]
    [InlineData("a.f90:1:5:\n\n    1 | foo\n      |     1\nError: Unclassifiable statement at (1)", "a.f90:1:5 Error [] Unclassifiable statement at (1)")]
    [InlineData("A.hs:1:1: error: [GHC-88464]\n    Variable not in scope: x\n  |\n1 | x\n  | ^", "A.hs:1:1 Error [] Variable not in scope: x")]
    [InlineData("A.hs:1:1: warning: [-Wx]\n    • Unused\nmake: Nothing to be done for 'all'.", "A.hs:1:1 Warning [] Unused")]
    [InlineData("a.c:1:5:\nmake: Nothing to be done for 'all'.\nError: not of gfortran", "")]
    [InlineData("a.c:3:7: sorry, unimplemented: x", "a.c:3:7 Error [] x")]
    [InlineData("meson.build:3:0: ERROR: Dependency \"x\" not found", ":: Error [meson] meson.build: Dependency \"x\" not found")]
    [InlineData("server.py:3:0: ERROR: refused", "")]
    [InlineData("a.c(3): error C2065: 'x': undeclared identifier", "a.c:3: Error [C2065] 'x': undeclared identifier")]
    [InlineData("a.c(3,5): error C2065: text", "a.c:3:5 Error [C2065] text")]
    [InlineData("a.c(3) : fatal error C1083: Cannot open include file: 'x.h': No such file or directory", "a.c:3: Error [C1083] Cannot open include file: 'x.h': No such file or directory")]
    [InlineData("1>a.c(3,5): warning C4996: text [C:\\p\\a.vcxproj]", "a.c:3:5 Warning [C4996] text")]
    [InlineData("C:\\p\\a.c(3): error C2065: text", ":: Error [C2065] C:\\p\\a.c: text")]
    [InlineData("a.cu(3): error: identifier \"x\" is undefined", "a.cu:3: Error [] identifier \"x\" is undefined")]
    [InlineData("a.cu(3): warning #177-D: variable \"x\" was declared but never referenced", "a.cu:3: Warning [#177-D] variable \"x\" was declared but never referenced")]
    [InlineData("a.f90(3): catastrophic error: cannot open x", "a.f90:3: Error [] cannot open x")]
    [InlineData("LINK : fatal error LNK1104: cannot open file 'x.lib'", ":: Error [LNK1104] LINK: cannot open file 'x.lib'")]
    [InlineData("a.obj : warning LNK4217: text", ":: Warning [LNK4217] a.obj: text")]
    [InlineData("cl : Command line warning D9002 : ignoring unknown option '/x'", ":: Warning [D9002] cl: ignoring unknown option '/x'")]
    [InlineData("call(3): error: not of a file", "")]
    [InlineData("what it said (3): error 5: nothing", "")]
    [InlineData("warning[W1]: x\n --> src/a.rs:3:7", "src/a.rs:3:7 Warning [W1] x")]
    [InlineData("a.o:a.c:function main: error: undefined reference to 'f'", ":: Error [link] a.c: undefined reference to 'f' in function main")]
    [InlineData("a.o:a.c:function main: warning: the `gets' function is dangerous", "")]
    public void A_diagnostic_is_a_finding_and_other_lines_are_not(string line, string finding) =>
        Assert.Equal(finding, string.Join('|', new GccReader().Read(Printed.Output("", line)).Shown().Concat(new GccReader().Read(Printed.Output(line)).Shown()).Distinct()));

    [Fact]
    public void What_looks_like_no_file_is_one_where_it_is_there()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a b.sh", "");
        folder.Write("Makefile", "");
        folder.Write("c\\d.c", "");
        Assert.Equal(
            ["a b.sh:2:1 Note [SC2086] Double quote.", "Makefile:3: Error [] x", "c\\d.c:1: Error [] y"],
            new GccReader().Read(Printed.Output("a b.sh:2:1: note: Double quote. [SC2086]\nMakefile:3: error: x\nc\\d.c:1: error: y", root: folder.Path)).Shown());
    }

    [Fact]
    public void An_error_without_a_line_belongs_to_the_file_that_it_names_where_that_is_there()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a b.c", "");
        Assert.Equal(["a b.c:: Error [] too large"], new GccReader().Read(Printed.Output("a b.c: fatal error: too large", root: folder.Path)).Shown());
    }
}
