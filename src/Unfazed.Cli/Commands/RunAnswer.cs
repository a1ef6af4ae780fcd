using Unfazed.Cli.Exit;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Commands;

/// <summary>The answer of a run that must end before its report is sealed, or before it is written.</summary>
internal sealed class RunAnswer : IUnfinishedAnswer
{
    private readonly Host _host;
    private readonly ReportOutputs _outputs;
    private readonly RenderSettings _settings;
    private readonly Interruption _interruption;
    private readonly RunInfo _info;
    private UnfazedConfiguration _configuration;

    public RunAnswer(Host host, Request request, ReportOutputs outputs, RenderSettings settings, Interruption interruption)
    {
        var defaults = new UnfazedConfiguration();
        _configuration = defaults with { Deadline = defaults.Deadline with { Value = CommandLimit.DeadlineOf(host, request) } };
        (_host, _outputs, _settings, _interruption) = (host, outputs, settings, interruption);
        var root = host.Environment.Directory;
        var startedAt = host.Time.GetUtcNow() - host.Time.GetElapsedTime(host.Started);
        _info = new RunInfo
        {
            Id = RunId.New(startedAt, []),
            Project = Path.GetFileName(root.TrimEnd(Path.DirectorySeparatorChar)),
            Root = root,
            StartedAt = startedAt,
            Deadline = _configuration.Deadline.Value,
        };
    }

    /// <summary>The report as the run knows it.</summary>
    public RunDraft Draft { get; } = new();

    /// <summary>Takes the configuration that says what a run that could not be verified ends with.</summary>
    public void Follow(UnfazedConfiguration configuration) => Volatile.Write(ref _configuration, configuration);

    /// <inheritdoc/>
    public UnfinishedAnswer At(RunState state, int? exitCode)
    {
        var draft = Draft.At(state) ?? new DraftedReport(WithoutPlan(state), []);
        var code = exitCode ?? _interruption.ExitCode ?? draft.Report.ExitCode;
        draft = draft with { Report = draft.Report with { ExitCode = code } };
        return new UnfinishedAnswer(code, output => _outputs.WriteUnwritten(draft, _settings, output));
    }

    // Nothing was known of the repository: no check, and so no verdict.
    private ValidationReport WithoutPlan(RunState state)
    {
        var configuration = Volatile.Read(ref _configuration);
        return new ValidationReport
        {
            Run = _info with { State = state, Duration = _host.Time.GetElapsedTime(_host.Started), Deadline = configuration.Deadline.Value },
            Verdict = Verdict.Inconclusive,
            ExitCode = VerdictRule.ExitCode(Verdict.Inconclusive, configuration.FailOnInconclusive.Value),
            Tiers = ResultAssembly.Tiers([], configuration.Agents),
            Suggestions = [],
        };
    }
}
