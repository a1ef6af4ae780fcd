using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Makes commands of a run: its placeholders filled, its files in batches.</summary>
internal sealed class CommandWords(ToolRun run, ValidationContext context)
{
    /// <summary>What stands for the file of the report, also inside a word.</summary>
    public const string Report = "{report}";

    /// <summary>What stands for a folder of reports, also inside a word.</summary>
    public const string ReportFolder = "{report_dir}";

    /// <summary>The word that stands for the files.</summary>
    public const string Files = "{files}";

    /// <summary>Where the tool writes its reports; null where standard output is read.</summary>
    public IReportSource? Reports()
    {
        if (run.Report is not { } named || ReportPath() is not { } path)
        {
            return null;
        }

        var isOurs = named.StartsWith("{scratch}", StringComparison.Ordinal);
        var many = new ReportSet(context.Workspace.Root, WorkingDirectory, isOurs ? path : named, isOurs);
        if (named.EndsWith('/') || (!isOurs && ReportSet.IsGlob(named)))
        {
            return many;
        }

        var one = new ReportFile(context.Workspace.Root, path, isOurs);
        return isOurs ? one : new NamedReport(path, one, many);
    }

    /// <summary>The arguments of each start.</summary>
    public IEnumerable<ImmutableArray<string>> Batches()
    {
        var words = run.Arguments.Select(Fill).ToImmutableArray();
        var place = words.IndexOf(Files);
        if (place < 0)
        {
            yield return words;
            yield break;
        }

        foreach (var batch in ArgumentBatches.Split([run.Program, .. words.RemoveAt(place)], run.Files, context.Processes.Environment))
        {
            yield return words.RemoveAt(place).InsertRange(place, batch);
        }
    }

    /// <summary>The command to start with these arguments.</summary>
    public CommandDescription Describe(ImmutableArray<string> arguments)
    {
        MakeScratch();
        return new CommandDescription
        {
            Program = run.Program,
            Arguments = arguments,
            Directory = WorkingDirectory,
            Environment = run.Environment.ToImmutableDictionary(static pair => pair.Key, pair => pair.Value is null ? null : Fill(pair.Value)),
            SpoolFolder = run.Reader.ReadsWholeOutput ? context.ScratchDirectory : null,
            LogPath = context.LogPath,
            CheckId = context.CheckId,
        };
    }

    private string WorkingDirectory => Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory));

    private void MakeScratch()
    {
        try
        {
            Directory.CreateDirectory(context.ScratchDirectory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Most tools never look at it, and one that does says what it misses better than we could.
        }
    }

    private string? ReportPath() => run.Report is { } report ? Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory, FillPlaces(report))) : null;

    private string Fill(string word) => FillPlaces(word.Replace(Report, ReportPath() ?? Report, StringComparison.Ordinal).Replace(ReportFolder, ReportPath()?.TrimEnd('/') ?? ReportFolder, StringComparison.Ordinal));

    private string FillPlaces(string word) =>
        word.Replace("{scratch}", context.ScratchDirectory, StringComparison.Ordinal)
            .Replace("{cache}", context.ToolCacheDirectory, StringComparison.Ordinal)
            .Replace("{root}", context.Workspace.Root, StringComparison.Ordinal);
}
