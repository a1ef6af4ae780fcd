using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class BlackTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public BlackTests() => _scene.Write("pyproject.toml", "[tool.black]\nextend-exclude = '''\n/generated/ # ours\n'''\n");

    [ToolFact("black", Timeout = 120_000)]
    public async Task A_formatted_file_passes_and_others_are_those_that_black_would_reformat()
    {
        _scene.Write("clean.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("black"));

        _scene.Write("bad.py", "x=1\n");
        _scene.Write("pkg/worse.py", "def f( a):\n  return a\n");
        _scene.Write("generated/c.py", "x=1\n");
        var seen = await _scene.RunAsync("black");

        ToolAssert.Found(seen, "bad.py format", "pkg/worse.py format");
        Assert.All(seen.Findings, static finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [ToolFact("black", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_or_decode_is_named_and_no_pass()
    {
        _scene.Write("clean.py", "x = 1\n");
        _scene.Write("broken.py", "def f(:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("black"), "broken.py: Cannot parse");

        File.Delete(_scene.Repository["broken.py"]);
        _scene.WriteBytes("latin.py", [(byte)'x', (byte)'=', (byte)'\'', 0xE9, (byte)'\'']);
        ToolAssert.Unreadable(await _scene.RunAsync("black"), "latin.py");
    }

    [ToolFact("black", Timeout = 120_000)]
    public async Task A_narrowed_run_keeps_the_excludes_its_own_and_the_configured_ones()
    {
        foreach (var file in (string[])["a.py", "b.py", "generated/c.py", "build/d.py"])
        {
            _scene.Write(file, "x=1\n");
        }

        ToolAssert.Found(await _scene.RunAsync("black", "a.py", "generated/c.py", "build/d.py"), "a.py format");
    }

    public void Dispose() => _scene.Dispose();
}
