using System.Diagnostics;
using System.Text;
using Unfazed.Testing;
using Unfazed.Validators.Fixing;

namespace Unfazed.Validators.Tests.Fixing;

public sealed class ContentLinesTests
{
    private static readonly MendingRules Rules = new() { TrimsLines = true, EndsWithLine = true };

    [Theory]
    [InlineData("a.txt", "x \ny \n", "x\ny\n")]
    [InlineData("a.txt", "x\\ \ny \n", "x\\ \ny\n")]
    [InlineData(".gitignore", "name\\ \nother \n", "name\\ \nother\n")]
    [InlineData("a.yaml", "a: 1 \nb: |\n  x \n\n  y \nc: 2 \n", "a: 1\nb: |\n  x \n\n  y \nc: 2\n")]
    [InlineData("a.yaml", "- >-2 \n   x \n- b \n", "- >-2\n   x \n- b\n")]
    [InlineData("a.yml", "k: !!str | # c\n x \nb: \"|\" \n", "k: !!str | # c\n x \nb: \"|\"\n")]
    [InlineData("a.yaml", "b: 2 \na: |+\n  x\n\n\n", "b: 2\na: |+\n  x\n\n\n")]
    [InlineData("a.yaml", "--- |\nx \ny: 1 \n", "--- |\nx \ny: 1 \n")]
    [InlineData("a.yaml", "a: 1 \nb: 2", "a: 1\nb: 2\n")]
    [InlineData("a.sh", "a \ncat <<'EOF' \nx \nEOF\nb \n", "a\ncat <<'EOF' \nx \nEOF\nb\n")]
    [InlineData("a.sh", "a \nprintf '%s' 'x \ny '\nb \n", "a\nprintf '%s' 'x \ny '\nb\n")]
    [InlineData("run", "#!/bin/bash\na \nx='1 \n2'\nb \n", "#!/bin/bash\na\nx='1 \n2'\nb\n")]
    [InlineData("a.js", "a \nlet t = `x \n${y} `; \nb \n", "a\nlet t = `x \n${y} `;\nb\n")]
    [InlineData("a.ts", "a \nlet t = `x`; \nb \n", "a\nlet t = `x`;\nb\n")]
    [InlineData("a.py", "a = 1 \nb = '''x \ny'''\nc = 'z' \n\"\"\"d \n\"\"\" \n", "a = 1\nb = '''x \ny'''\nc = 'z'\n\"\"\"d \n\"\"\"\n")]
    [InlineData("a.toml", "a = 1 \nb = \"\"\"\nx \n\"\"\" \n", "a = 1\nb = \"\"\"\nx \n\"\"\"\n")]
    [InlineData("a.cs", "int a; \nvar b = @\"x \ny\"; \n", "int a;\nvar b = @\"x \ny\";\n")]
    [InlineData("a.cpp", "int a; \nauto b = R\"x(y \nz)x\"; \n", "int a;\nauto b = R\"x(y \nz)x\";\n")]
    [InlineData("a.c", "char *a = \"ERR\"; \nint b; \nchar *c = \"d\";\n", "char *a = \"ERR\";\nint b;\nchar *c = \"d\";\n")]
    [InlineData("a.rb", "a << b \nc \n", "a << b\nc\n")]
    [InlineData("a.sh", "cat <<EOF\nx \nEOF \ny \n", "cat <<EOF\nx \nEOF \ny \n")]
    [InlineData("a.j2", "a \nb", "a \nb")]
    [InlineData("a.csv", "a,b \nc,\t\n", "a,b \nc,\t\n")]
    [InlineData("Makefile", "A = b \n", "A = b \n")]
    [InlineData("a.html", "<p> \n<pre>x \ny</pre> \n", "<p>\n<pre>x \ny</pre>\n")]
    [InlineData("a.json", "{ \n} \n", "{\n}\n")]
    [InlineData("a.sql", "SELECT 1; \nCOPY t (a,b) FROM stdin;\na\t \n\\.\nb; \n", "SELECT 1;\nCOPY t (a,b) FROM stdin;\na\t \n\\.\nb;\n")]
    [InlineData("a.sql", "a; \ncopy t from STDIN\nx \n\n\n", "a;\ncopy t from STDIN\nx \n\n\n")]
    [InlineData("a.sql", "CREATE FUNCTION f() AS $x$\na \n$x$; \nb; \n", "CREATE FUNCTION f() AS $x$\na \n$x$;\nb;\n")]
    [InlineData("a.hql", "a; \nb 'x \ny'; \nc; \n", "a;\nb 'x \ny';\nc;\n")]
    [InlineData("a.ics", "DESCRIPTION:hello \r\n world \n", "DESCRIPTION:hello \r\n world \n")]
    [InlineData("a.vcf", "NOTE:a \n b\n", "NOTE:a \n b\n")]
    [InlineData("a.ldif", "description: a \n b\n", "description: a \n b\n")]
    [InlineData("a.vim", "nnoremap x :Find \n", "nnoremap x :Find \n")]
    [InlineData(".vimrc", "nnoremap x :Find \n", "nnoremap x :Find \n")]
    [InlineData("a.bat", "@set A=b \r\n:x \n", "@set A=b \r\n:x \n")]
    [InlineData("a.CMD", "@set A=b \n", "@set A=b \n")]
    [InlineData("a.nix", "{ a = 1; \nx = ''\n  a \n''; \nb = 2; \n}", "{ a = 1;\nx = ''\n  a \n'';\nb = 2;\n}\n")]
    [InlineData("a.fish", "a \nset x 'b \nc'\nd \n", "a\nset x 'b \nc'\nd\n")]
    [InlineData("a.jl", "a \nx = \"b \nc\"\nd \n", "a\nx = \"b \nc\"\nd\n")]
    [InlineData("a.fs", "let a \nlet b = \"x \ny\" \n", "let a\nlet b = \"x \ny\"\n")]
    [InlineData("a.tcl", "puts {a \nb}\n", "puts {a \nb}\n")]
    [InlineData("a.zig", "const a = 1; \nconst b =\n    \\\\x \n    \\\\y \n; \n", "const a = 1;\nconst b =\n    \\\\x \n    \\\\y \n;\n")]
    [InlineData("a.rb", "a \nx = %q(b (c) \nd) \ny = %w[e] \n", "a\nx = %q(b (c) \nd)\ny = %w[e]\n")]
    [InlineData("a.rb", "a \nb DATA.read \n__END__\nrow \n\n\n", "a\nb DATA.read\n__END__\nrow \n\n\n")]
    [InlineData("a.pl", "a; \nprint <DATA>; \n__DATA__\nrow \n", "a;\nprint <DATA>;\n__DATA__\nrow \n")]
    [InlineData("a.pl", "my $q{a}; \nprint q{b {\n} c \nd}; \ne; \n", "my $q{a};\nprint q{b {\n} c \nd};\ne;\n")]
    [InlineData("run", "#!/usr/bin/perl\na; \nprint qq|b \nc|; \n", "#!/usr/bin/perl\na;\nprint qq|b \nc|;\n")]
    [InlineData("a.php", "<?php \na(); \n__halt_compiler();\nb \n", "<?php\na();\n__halt_compiler();\nb \n")]
    [InlineData("a.ex", "a \nx = ~s(b \nc) \n", "a\nx = ~s(b \nc)\n")]
    [InlineData("a.t", "  $ echo 'x '\n  x \n  \n", "  $ echo 'x '\n  x \n  \n")]
    [InlineData("a.rst", "x \n\n>>> print('a ')\na \n", "x \n\n>>> print('a ')\na \n")]
    [InlineData("a.ps1", "a \nb c` \nd \n", "a\nb c` \nd\n")]
    [InlineData("a.feature", "Feature: x \n  Given a\n    \"\"\"\n    a \n    \"\"\" \n", "Feature: x\n  Given a\n    \"\"\"\n    a \n    \"\"\"\n")]
    [InlineData("a.tex", "a \n\\begin{verbatim}\na \n\\end{verbatim} \n", "a\n\\begin{verbatim}\na \n\\end{verbatim}\n")]
    [InlineData("a.ml", "let a \nlet b = {x|c \nd|x} \n", "let a\nlet b = {x|c \nd|x}\n")]
    [InlineData("a.jsonnet", "{ \na: |||\n  b \n|||, \n}\n", "{\na: |||\n  b \n|||,\n}\n")]
    [InlineData("a.cmake", "a() \nset(B [[c \nd]]) \n", "a()\nset(B [[c \nd]])\n")]
    [InlineData("a.pug", "p\n  | Hello \n  b x", "p\n  | Hello \n  b x")]
    [InlineData("Makefile.inc", "A = b \n", "A = b \n")]
    [InlineData(".env.production.local", "A=b \n", "A=b \n")]
    [InlineData("Dockerfile.dev", "RUN <<EOF\na \nEOF\nb \n", "RUN <<EOF\na \nEOF\nb\n")]
    [InlineData("a.lua", "a = [[x \ny]] \nb \n", "a = [[x \ny]]\nb\n")]
    public void White_space_that_is_content_stays(string path, string text, string mended)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(mended, Encoding.UTF8.GetString(TextMending.Mend(bytes, Rules, ContentLines.Of(path, bytes))));
        Assert.DoesNotContain(" \n", Encoding.UTF8.GetString(TextMending.Mend(bytes, Rules, ContentLines.None)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_literal_that_nothing_closes_takes_no_time()
    {
        await Task.CompletedTask;
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("%q(( q{ s<\n", 100_000)));
        Assert.True(ContentLines.Of("a.rb", bytes).Contain(99_999, default));
    }

    [ToolFact("perl", Timeout = 120_000)]
    public async Task Perl_prints_the_same_before_and_after()
    {
        const string Text = "my %h = (a => 1); \nprint q{one {\n} two \nthree}, $h{a}; \nprint <<EOF; \nfour \nEOF\nprint <DATA>; \n__DATA__\nfive \n\n\n";
        var bytes = Encoding.UTF8.GetBytes(Text);
        var mended = TextMending.Mend(bytes, Rules, ContentLines.Of("a.pl", bytes));
        Assert.NotEqual(bytes, mended);
        Assert.Equal(await RunAsync("perl", ["-"], bytes), await RunAsync("perl", ["-"], mended));
    }

    [ToolFact("python3", Timeout = 120_000)]
    public async Task PyYAML_reads_the_same_before_and_after()
    {
        const string Text = "a: \n  - b: |\n      one \n\n      two\t\n    c: >\n      three \n  - |\n   four \n  - 'x \n    y' \nd: 1 \ne: |+\n  five \n \n\n";
        var bytes = Encoding.UTF8.GetBytes(Text);
        var mended = TextMending.Mend(bytes, Rules, ContentLines.Of("a.yaml", bytes));
        Assert.NotEqual(bytes, mended);
        Assert.Equal(await LoadAsync(bytes), await LoadAsync(mended));
    }

    private static Task<string> LoadAsync(byte[] yaml) => RunAsync("/usr/bin/python3", ["-c", "import sys, yaml; print(repr(yaml.safe_load(sys.stdin.buffer)))"], yaml);

    private static async Task<string> RunAsync(string program, string[] arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
