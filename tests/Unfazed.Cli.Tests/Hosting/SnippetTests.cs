using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>The C# that pages about embedding show is that of the sample, which is compiled and run.</summary>
public partial class SnippetTests
{
    [Theory]
    [InlineData("docs/embedding.md", 8)]
    [InlineData("src/Unfazed.Core/README.md", 2)]
    [InlineData("src/Unfazed.Validators/README.md", 1)]
    [InlineData("src/Unfazed.Integrations/README.md", 1)]
    public void Every_snippet_is_code_of_the_sample(string page, int snippets)
    {
        var code = Directory.EnumerateFiles(RepositoryRoot.Combine("samples", "CustomValidator"), "*.cs").Select(static file => Unindented(File.ReadAllText(file))).ToList();
        var shown = Snippet().Matches(File.ReadAllText(RepositoryRoot.Combine(page))).Select(static match => match.Groups["code"].Value).ToList();

        Assert.Equal(snippets, shown.Count);
        Assert.All(shown, snippet => Assert.Contains(code, text => text.Contains(Unindented(snippet), StringComparison.Ordinal)));
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(static line => line.Trim())).Trim();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Snippet();
}
