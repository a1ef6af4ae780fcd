using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Json;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Integrations;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed state services</c>: what waits for services, and sending it now.</summary>
internal sealed class ServicesCommand(Host host, GivenOptions options, Project project) : IDisposable
{
    // Somebody waits for it, and may end it at any time.
    private static readonly TimeSpan LongestFlush = TimeSpan.FromMinutes(1);

    private readonly Outbox _outbox = new(host.Environment, host.Time);

    public async Task<int> ListAsync()
    {
        await using var breakers = BreakerStore.Open(host);
        return List(breakers);
    }

    public async Task<int> FlushAsync(CancellationToken cancellationToken)
    {
        SayWithheld();
        await using var breakers = BreakerStore.Open(host);
        var delivery = new RunDelivery(
            new DeliverySetup
            {
                Configuration = project.Configuration,
                Root = project.Root.Path,
                Processes = new ProcessRunner(host.Environment, host.Time),
                Breakers = breakers,
                Time = host.Time,
            },
            _outbox);
        var outcome = await delivery.FlushAsync(LongestFlush, cancellationToken).ConfigureAwait(false);
        var code = outcome.Results.All(static result => result.Status == "ok") && _outbox.Fault is null ? ExitCodes.Passed : ExitCodes.Blocked;
        if (options.Format != "json")
        {
            var writer = new LineWriter(host.OutputSettings(options));
            if (outcome.Results.IsEmpty)
            {
                host.Say("unfazed: no service is configured here, and nothing waits");
            }

            foreach (var result in outcome.Results)
            {
                writer.Line(new StyledText(result.Name, Tone.Strong), "  ", new(result.Status, result.Status == "ok" ? Tone.Good : Tone.Caution), $"  {result.Message}");
            }

            host.Terminal.Write(writer.ToString());
            SayFault();
            return code;
        }

        List(breakers);
        return code;
    }

    public void Dispose() => _outbox.Dispose();

    private int List(CircuitBreakerRegistry breakers)
    {
        var states = ServiceStates.Of(project, _outbox.States(), breakers.Snapshots(), host.Time);
        if (options.Format == "json")
        {
            WriteJson(states);
        }
        else
        {
            var writer = new LineWriter(host.OutputSettings(options));
            new ServicesText(writer, host.Time).Write(states);
            host.Terminal.Write(writer.ToString());
            SayWithheld();
        }

        SayFault();
        return ExitCodes.Passed;
    }

    private void SayWithheld()
    {
        if (!project.Configuration.Withheld.IsEmpty)
        {
            host.Say($"unfazed: {AfterTheRun.Untrusted(project.Configuration)}");
        }
    }

    private void SayFault()
    {
        if (_outbox.Loss is { } loss)
        {
            host.Say($"unfazed: {loss}");
        }

        if (_outbox.Fault is { } fault)
        {
            host.Say($"unfazed: the outbox cannot be used: {fault}");
        }
    }

    private void WriteJson(ImmutableArray<ServiceState> states) => JsonOutput.Write(host.Terminal.Output, json =>
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteStartArray("services");
        foreach (var state in states)
        {
            Write(json, state);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ServiceState state)
    {
        json.WriteStartObject();
        json.WriteString("name", state.Kept.To.Name);
        json.WriteString("endpoint", state.Kept.To.Endpoint);
        json.WriteBoolean("configured", state.IsConfigured);
        json.WriteString("breaker", state.Breaker is null ? null : BreakerText.StateName(state.Breaker.State));
        json.WriteNumber("waiting", state.Kept.Waiting);
        json.WriteNumber("waiting_bytes", state.Kept.Bytes);
        json.WriteTime("oldest_at", state.Kept.Oldest);
        json.WriteTime("delivered_at", state.Kept.DeliveredAt);
        json.WriteTime("failed_at", state.Kept.FailedAt);
        json.WriteString("last_error", state.Kept.LastError.Length == 0 ? null : state.Kept.LastError);
        json.WriteTime("rest_until", state.Kept.RestUntil);
        json.WriteNumber("dropped", state.Kept.Dropped);
        json.WriteEndObject();
    }
}
