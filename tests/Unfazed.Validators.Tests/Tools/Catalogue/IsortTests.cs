using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class IsortTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public IsortTests() => _scene.Write(".isort.cfg", "[settings]\nskip = generated\n");

    [ToolFact("isort", Timeout = 120_000)]
    public async Task Sorted_imports_pass_and_unsorted_ones_are_found_in_whole_and_narrowed_runs()
    {
        _scene.Write("clean.py", "import os\nimport sys\n");
        ToolAssert.Passed(await _scene.RunAsync("isort"));

        _scene.Write("bad.py", "import sys\nimport os\n");
        _scene.Write("generated/c.py", "import sys\nimport os\n");
        ToolAssert.Found(await _scene.RunAsync("isort"), "bad.py imports");
        ToolAssert.Found(await _scene.RunAsync("isort", "bad.py", "generated/c.py"), "bad.py imports");
    }

    [ToolFact("isort", Timeout = 120_000)]
    public async Task A_file_that_it_cannot_decode_is_named_and_no_pass()
    {
        _scene.Write("clean.py", "import os\n");
        _scene.WriteBytes("latin.py", [(byte)'x', (byte)'=', (byte)'\'', 0xE9, (byte)'\'']);

        ToolAssert.Unreadable(await _scene.RunAsync("isort"), "latin.py");
    }

    [ToolFact("isort", Timeout = 120_000)]
    public async Task A_configuration_that_it_cannot_read_is_an_error_though_it_goes_on_without()
    {
        _scene.Write(".isort.cfg", "[settings\n");
        _scene.Write("clean.py", "import os\n");

        ToolAssert.ToolError(await _scene.RunAsync("isort"), ".isort.cfg");
    }

    public void Dispose() => _scene.Dispose();
}
