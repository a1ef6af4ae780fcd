using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Reports;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Reports.Html;

public sealed partial class HtmlReportTests : IDisposable
{
    private static readonly HashSet<string> Empty = ["meta", "link", "input", "br"];

    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void Every_page_is_well_formed_and_built_of_our_own_elements_alone() =>
        Prop.ForAll(AnyReport.Arbitrary, static report => AssertWellFormed(Written.Text("html", report))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_page_of_a_hundred_thousand_findings_shows_the_most_severe_and_counts_the_rest()
    {
        var page = Written.Text("html", LargeReport.Make());

        AssertWellFormed(page);
        Assert.Equal(5_000, Finding().Count(page));
        Assert.Contains("The most severe 5,000 of 100,000 findings", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-state=\"known\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_leaves_the_page_and_nothing_foreign_runs_in_it()
    {
        var page = Written.Text("html", LargeReport.Make());
        var policy = Policy().Match(page).Groups["policy"].Value;

        Assert.Contains("default-src &#39;none&#39;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(Fetching(), page);
    }

    [Fact]
    public void Source_lines_stand_under_a_finding_with_what_it_means_marked()
    {
        _root.Write("app/main.py", "import os\n\nx = os.environ['<b>']\nprint(x)\n");

        var page = Page(Written.Finding("m"));

        Assert.Contains("<span data-line=\"3\" class=\"hit\">x = <mark>os.e</mark>nviron[&#39;&lt;b&gt;&#39;]</span>", page, StringComparison.Ordinal);
        AssertWellFormed(page);
    }

    [Fact]
    public void No_line_is_shown_from_outside_the_root_through_a_link_or_of_a_file_that_changed_since()
    {
        using var elsewhere = new TemporaryDirectory();
        elsewhere.Write("secret.txt", "outside\noutside\noutside\n");
        _root.Write("app/changed.py", "changed\nchanged\nchanged\n");
        File.SetLastWriteTimeUtc(_root["app/changed.py"], Samples.Run.StartedAt.UtcDateTime.AddYears(1));
        File.CreateSymbolicLink(_root["link.txt"], elsewhere["secret.txt"]);
        Directory.CreateSymbolicLink(_root["folder"], elsewhere.Path);
        string[] paths = ["link.txt", "folder/secret.txt", elsewhere["secret.txt"], $"../{Path.GetFileName(elsewhere.Path)}/secret.txt", "app/changed.py", "gone.py", "app", "nul\0.py"];

        var page = Page([.. paths.Select(static path => Written.Finding("m") with { Path = path })]);

        Assert.DoesNotContain("<pre class=\"source\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_file_in_which_a_secret_was_found_are_not_shown()
    {
        _root.Write("app/main.py", "token = 'abc'\n\nx = 1\n");

        var page = Page(Written.Finding("m"), Written.Finding("a token") with { Tool = "secrets", Line = 1 });

        Assert.DoesNotContain("token = ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_lines_are_redacted()
    {
        _root.Write("app/main.py", "a\nb\nx = 'hunter22'\n");
        File.SetLastWriteTimeUtc(_root["app/main.py"], DateTime.UnixEpoch);

        var page = Written.Text("html", Samples.Report(Written.Failed("flake8", Written.Finding("m"))), new ReportContext { Root = _root.Path, Redact = static text => text.Replace("hunter22", "***", StringComparison.Ordinal) });

        Assert.DoesNotContain("hunter22", page, StringComparison.Ordinal);
        Assert.Contains("***", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_tells_of_waiting_and_of_an_end_by_force()
    {
        var first = Samples.Check("first", CheckStatus.Passed) with { StartedAt = Samples.Run.StartedAt.AddMilliseconds(100), Duration = TimeSpan.FromMilliseconds(50) };
        var page = Written.Text("html", Samples.Report(first, Written.TimedOut("slow")));

        Assert.Contains("aria-label=\"waited 150ms, started 250ms into the run, took 2.0s, ended by force\"", page, StringComparison.Ordinal);
        Assert.Contains("2 ended by force", page, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    internal static void AssertWellFormed(string page)
    {
        var open = new Stack<string>();
        var bare = ScriptOrStyle().Replace(page, static match => $"<{match.Groups["name"].Value}></{match.Groups["name"].Value}>");
        Assert.Equal(bare.Count(static letter => letter == '<'), Tag().Count(bare));
        foreach (Match tag in Tag().Matches(bare))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Success)
            {
                Assert.Equal(open.Pop(), name);
            }
            else if (!Empty.Contains(name) && !tag.Groups["closed"].Success && name != "!doctype")
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
        Assert.Single(ScriptOrStyle().Matches(page), static match => match.Groups["name"].Value == "script");
    }

    private string Page(params ImmutableArray<Finding> findings)
    {
        foreach (var file in Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("changed.py", StringComparison.Ordinal)))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }

        return Written.Text("html", Samples.Report(Written.Failed("flake8", [.. findings])), new ReportContext { Root = _root.Path });
    }

    [GeneratedRegex("""<(?:(?<end>/)(?<name>[a-z][a-z0-9]*)|(?<name>!doctype|[a-z][a-zA-Z0-9]*)(?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*(?<closed>/)?)>|<(?<name>!doctype) html>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Tag();

    [GeneratedRegex("<(?<name>script|style)>.*?</(script|style)>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ScriptOrStyle();

    [GeneratedRegex("""<meta http-equiv="Content-Security-Policy" content="(?<policy>[^"]*)">""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Policy();

    [GeneratedRegex("""(src|srcset|action|data|poster)="|url\(|@import|<(iframe|img|object|embed|form [^>]*action)|href="(?!#|https?://|data:image/svg)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Fetching();

    [GeneratedRegex("<li class=\"finding\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Finding();
}
