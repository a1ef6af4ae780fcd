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
    [InlineData("a.lua", "a = [[x \ny]] \nb \n", "a = [[x \ny]]\nb\n")]
    public void White_space_that_is_content_stays(string path, string text, string mended)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(mended, Encoding.UTF8.GetString(TextMending.Mend(bytes, Rules, ContentLines.Of(path, bytes))));
        Assert.DoesNotContain(" \n", Encoding.UTF8.GetString(TextMending.Mend(bytes, Rules, ContentLines.None)), StringComparison.Ordinal);
    }

    [ToolFact("python3", Timeout = 60_000)]
    public async Task PyYAML_reads_the_same_before_and_after()
    {
        const string Text = "a: \n  - b: |\n      one \n\n      two\t\n    c: >\n      three \n  - |\n   four \n  - 'x \n    y' \nd: 1 \ne: |+\n  five \n \n\n";
        var bytes = Encoding.UTF8.GetBytes(Text);
        var mended = TextMending.Mend(bytes, Rules, ContentLines.Of("a.yaml", bytes));
        Assert.NotEqual(bytes, mended);
        Assert.Equal(await LoadAsync(bytes), await LoadAsync(mended));
    }

    private static async Task<string> LoadAsync(byte[] yaml)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", "import sys, yaml; print(repr(yaml.safe_load(sys.stdin.buffer)))"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        await python.StandardInput.BaseStream.WriteAsync(yaml);
        python.StandardInput.Close();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return output;
    }
}
