using System.Text;
using Unfazed.Cli.Exit;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Redaction;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary>Where the reports of a run go: standard output, and the files of <c>--output</c>.</summary>
internal sealed class ReportOutputs : IDisposable
{
    private readonly List<Target> _targets = [];

    private readonly Redactor _redactor;

    private ReportOutputs(Redactor redactor) => _redactor = redactor;

    /// <summary>Those that want to hear of everything as it happens.</summary>
    public IEnumerable<IRunListener> Live => _targets.Where(static target => target.Format == "jsonl").Select(static target => new JsonLines(target.Stream));

    /// <summary>None: whoever asks tells the answer in a form of its own.</summary>
    public static ReportOutputs None() => new(Redactor.None);

    /// <summary>Opens and empties the files: an old report must not be taken for this run's.</summary>
    /// <exception cref="UsageException">One cannot be opened.</exception>
    public static ReportOutputs Open(Host host, GivenOptions options)
    {
        var outputs = new ReportOutputs(host.Redactor);
        outputs._targets.Add(new Target(options.Format, host.Terminal.Output, null));
        var repository = options.Outputs.IsEmpty ? "" : RepositoryAbove(Path.GetFullPath(options.Directory ?? ".", host.Environment.Directory));
        foreach (var (file, path) in Named(options, host.Environment.Directory))
        {
            try
            {
                outputs._targets.Add(new Target(file.Format, new GuardedStream(file.Path, WritableFile.Open(path, repository)), path));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                outputs.Dispose();
                throw new UsageException($"--output: {Quoted.Of(file.Path)} cannot be opened: {error.Message}");
            }
        }

        return outputs;
    }

    /// <summary>Patterns of the files, so that a report is not taken for a part of what is checked.</summary>
    public IEnumerable<Glob> Globs(string root) => _targets.Select(static target => target.Path).OfType<string>()
        .Select(path => Path.GetRelativePath(root, path))
        .Where(static path => !path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path))
        .Select(static path => Glob.Parse("/" + Escaped(path)));

    // All of them, before the first one is emptied: a command line that is refused changes nothing.
    private static List<(OutputFile File, string Path)> Named(GivenOptions options, string directory)
    {
        var named = new List<(OutputFile File, string Path)>();
        foreach (var file in options.Outputs)
        {
            var path = Path.GetFullPath(file.Path, directory);
            if (IsOurs(Path.GetFileName(path)))
            {
                throw new UsageException($"--output: {Quoted.Of(file.Path)} would be read as a file of settings from then on; give the report another name");
            }

            if (named.Exists(other => other.Path == path))
            {
                throw new UsageException($"--output: {Quoted.Of(file.Path)} is named twice, and holds one report; name another file for the second");
            }

            named.Add((file, path));
        }

        return named;
    }

    // Whose links are followed must be known before git is asked for the root.
    private static string RepositoryAbove(string directory)
    {
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return directory;
    }

    private static bool IsOurs(string name) =>
        WorkspaceRoot.ConfigurationNames.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals(ExcludeRules.BaselineFile, StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes what is written at the end.</summary>
    /// <param name="report">The report.</param>
    /// <param name="settings">How text on standard output is written.</param>
    /// <param name="root">The root, whose files may be quoted.</param>
    public void Write(ValidationReport report, RenderSettings settings, string root)
    {
        var context = new ReportContext { Root = root, RunAgain = VerdictBlock.RunAgain(report, settings), Redact = Redact };
        foreach (var target in _targets.Where(static target => target.TryClaim()))
        {
            Render(target, (report, settings, context), target.Stream);
            target.Stream.Flush();
            target.IsWritten = true;
        }
    }

    /// <summary>Writes what <see cref="Write"/> has not begun to write, for a process that must end; source lines are left out, because they lie on a disk.</summary>
    /// <param name="draft">The report as it is.</param>
    /// <param name="settings">How text on standard output is written.</param>
    /// <param name="output">Standard output, bounded in time.</param>
    /// <returns>False when a reader did not take a report to its end.</returns>
    public bool WriteUnwritten(DraftedReport draft, RenderSettings settings, Stream output)
    {
        var context = new ReportContext { RunAgain = VerdictBlock.RunAgain(draft.Report, settings), Redact = Redact };
        foreach (var target in _targets.Where(static target => target.TryClaim()))
        {
            var stream = target.Path is null ? output : target.Stream;
            if (target.Format == "jsonl")
            {
                WriteLastLines(draft, new JsonLines(stream) { RunId = draft.Report.Run.Id });
            }
            else
            {
                Render(target, (draft.Report, settings, context), stream);
            }

            target.IsWritten = output is not BoundedOutput { HasDropped: true };
        }

        return _targets.TrueForAll(static target => target.IsWritten);
    }

    private static void WriteLastLines(DraftedReport draft, JsonLines lines)
    {
        var at = draft.Report.Run.StartedAt + draft.Report.Run.Duration;
        foreach (var result in draft.Open)
        {
            lines.On(new CheckFinished(at, result));
        }

        lines.On(new RunFinished(at, draft.Report));
    }

    private static void Render(Target target, (ValidationReport Report, RenderSettings Settings, ReportContext Context) what, Stream stream)
    {
        var (report, settings, context) = what;
        var style = target.Path is null ? settings : settings with { Color = false, Width = null, GitHubActions = false };
        switch (target.Format)
        {
            case "pretty":
                stream.Write(Encoding.UTF8.GetBytes(PrettyReport.Render(report, style)));
                break;
            case "compact":
                stream.Write(Encoding.UTF8.GetBytes(CompactReport.Render(report, style)));
                break;
            case "jsonl":
                // Was written as it happened.
                break;
            default:
                ReportFormats.Write(target.Format, report, context, stream);
                break;
        }
    }

    /// <summary>The exit code, raised to 4 where a report could not be written to its end; says which.</summary>
    public int ExitCode(int code, Host host)
    {
        foreach (var target in _targets.Where(static target => target.Path is not null))
        {
            target.Stream.Dispose();
        }

        foreach (var target in _targets.Where(static target => target.Stream.Failure is not null))
        {
            host.Say($"unfazed: the report could not be written to {target.Stream.Name}: {target.Stream.Failure}");
            code = Math.Max(code, ExitCodes.Inconclusive);
        }

        return code;
    }

    public void Dispose()
    {
        foreach (var target in _targets.Where(static target => target.Path is not null))
        {
            target.Stream.Dispose();
        }
    }

    // By the line: findings are placed by lines, so that none may go.
    private string Redact(string text) => _redactor.IsIdle ? text : string.Join('\n', text.Split('\n').Select(_redactor.Text));

    private static string Escaped(string path)
    {
        var pattern = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            pattern.Append("*?[]{}\\!,".Contains(letter, StringComparison.Ordinal) ? "\\" : "").Append(letter);
        }

        return pattern.ToString();
    }

    /// <summary>A place for a report. Who claims it writes it: a process that must end can't tell how far another thread got.</summary>
    private sealed class Target(string format, GuardedStream stream, string? path)
    {
        private int _claimed;

        public string Format { get; } = format;

        public GuardedStream Stream { get; } = stream;

        public string? Path { get; } = path;

        public bool IsWritten { get; set; }

        public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;
    }
}
