using System.Text;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Old problems stay known whatever happens around them, told by the real flake8.</summary>
public sealed class FingerprintSurvivalTests : IDisposable
{
    private const int Limit = 180_000;

    private readonly OldFindings _old = new();

    public void Dispose() => _old.Dispose();

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Whatever_is_done_to_a_file_around_its_old_problems_makes_none_of_them_new()
    {
        WriteAll(static _ => FileEdits.Before);
        Assert.Equal(0, (await _old.RunAsync("baseline", "create")).ExitCode);
        WriteAll(static edit => edit(FileEdits.Before));

        var (ended, report) = await _old.JsonAsync("flake8");

        Assert.True(FileEdits.All.Count > 20);
        Assert.Empty(OldFindings.ByState(report)["new"].Select(static finding => $"{Edited(finding.GetProperty("path").GetString()!)}: line {finding.GetProperty("line")} {finding.GetProperty("message")}"));
        Assert.Equal(0, ended.ExitCode);
        Assert.InRange(OldFindings.ByState(report)["known"].Count(), 300 + (FileEdits.All.Count * 6), int.MaxValue);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_problem_that_comes_in_is_new_whatever_else_is_done()
    {
        WriteAll(static _ => FileEdits.Before);
        Assert.Equal(0, (await _old.RunAsync("baseline", "create")).ExitCode);
        WriteAll(static edit => edit(FileEdits.Before) + "\n\ndef brand_new(value):\n    return value == None  # new\n");

        var (_, report) = await _old.JsonAsync("flake8");

        Assert.Equal(FileEdits.All.Count, OldFindings.ByState(report)["new"].Count());
        Assert.All(OldFindings.ByState(report)["new"], static finding => Assert.Equal("E711", finding.GetProperty("rule").GetString()));
    }

    private static string Edited(string path) => FileEdits.All[int.Parse(path[("edited/e".Length)..^".py".Length], System.Globalization.CultureInfo.InvariantCulture)].Name;

    private void WriteAll(Func<Func<string, string>, string> content)
    {
        for (var index = 0; index < FileEdits.All.Count; index++)
        {
            Directory.CreateDirectory(_old.Repository.Folder["edited"]);
            File.WriteAllBytes(_old.Repository.Folder[$"edited/e{index}.py"], Encoding.UTF8.GetBytes(content(FileEdits.All[index].Edit)));
        }
    }
}
