using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Documentation;

/// <summary>The commands that our pages show are understood by the executable.</summary>
public sealed partial class DocumentedCommandTests : IDisposable
{
    private const int Limit = 180_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public static TheoryData<string, string> Commands()
    {
        var found = new TheoryData<string, string>();
        foreach (var page in Directory.EnumerateFiles(RepositoryRoot.Combine("docs"), "*.md").Append(RepositoryRoot.Combine("README.md")).Order(StringComparer.Ordinal))
        {
            foreach (var command in CommandsOf(File.ReadAllText(page)).Distinct(StringComparer.Ordinal))
            {
                found.Add(Path.GetRelativePath(RepositoryRoot.Path, page), command);
            }
        }

        return found;
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Commands))]
    public async Task Each_command_of_a_page_is_understood(string page, string command)
    {
        _repository.Folder.Write("src/text.txt", "text\n");
        _repository.Folder.Write("samples/troubled/text.txt", "text\n");
        _repository.Folder.Write("samples/storefront/text.txt", "text\n");

        _repository.Commit();
        if (command.StartsWith("unfazed report", StringComparison.Ordinal))
        {
            await _unfazed.RunAsync(_repository.Path, "--only", "hygiene");
        }

        if (command.StartsWith("unfazed baseline update", StringComparison.Ordinal) || command.StartsWith("unfazed baseline show", StringComparison.Ordinal))
        {
            await _unfazed.RunAsync(_repository.Path, "baseline", "create", "--only", "hygiene");
        }

        var ended = await _unfazed.ShellAsync(_repository.Path, command);

        Assert.True(ended.ExitCode is 0 or 1 or 4, $"{page}: {command}: exit code {ended.ExitCode}\n{ended.Error}");
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static IEnumerable<string> CommandsOf(string page) => Block().Matches(page)
        .SelectMany(static block => block.Groups["text"].Value.Split('\n'))
        .Select(static line => line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line)
        .Where(static line => line == "unfazed" || line.StartsWith("unfazed ", StringComparison.Ordinal));

    [GeneratedRegex("^```(console|sh)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Block();
}
