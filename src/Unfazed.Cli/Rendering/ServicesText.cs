using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Cli.Commands;
using Unfazed.Resilience;

namespace Unfazed.Cli.Rendering;

/// <summary>Services for people: what waits, since when, why, and what was dropped.</summary>
internal sealed class ServicesText(LineWriter writer, TimeProvider time)
{
    public void Write(ImmutableArray<ServiceState> states)
    {
        foreach (var state in states)
        {
            Write(state);
        }

        if (states.IsEmpty)
        {
            writer.Line("No service is named here, and nothing waits.");
        }
    }

    private void Write(ServiceState state)
    {
        var kept = state.Kept;
        var facts = new List<string>
        {
            kept.Waiting == 0 ? "nothing waits" : string.Create(CultureInfo.InvariantCulture, $"{kept.Waiting} run{(kept.Waiting == 1 ? " waits" : "s wait")}, the oldest of {Moment(kept.Oldest!.Value)}"),
        };
        Add(facts, "left alone until", kept.RestUntil);
        Add(facts, "last delivered", kept.DeliveredAt);
        if (kept.FailedAt is { } failed)
        {
            facts.Add($"failed {Moment(failed)}: {kept.LastError}");
        }

        if (kept.Dropped > 0)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{kept.Dropped} dropped so far{(kept.DroppedAt is { } at ? $", the last {Moment(at)}" : "")}"));
        }

        var isOpen = state.Breaker is { State: not CircuitState.Closed };
        writer.Line(
            new StyledText(isOpen ? BreakerText.Pause(state.Breaker!, time) : state.IsConfigured ? "ready" : "not named here", isOpen || !state.IsConfigured ? Tone.Caution : Tone.Good),
            "  ",
            new StyledText(kept.To.Name, Tone.Strong),
            $" ({kept.To.Endpoint})  ",
            new StyledText(string.Join("; ", facts), Tone.Faint));
    }

    private void Add(List<string> facts, string what, DateTimeOffset? at)
    {
        if (at is { } moment)
        {
            facts.Add($"{what} {Moment(moment)}");
        }
    }

    private string Moment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        return local.ToString(local.Date == time.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
