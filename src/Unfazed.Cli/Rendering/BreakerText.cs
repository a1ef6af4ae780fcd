using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Cli.Rendering;

/// <summary>Circuit breakers for people: what is paused, since when, until when and why.</summary>
internal sealed class BreakerText(LineWriter writer, TimeProvider time, string root)
{
    public void Write(ImmutableArray<PostedBreaker> breakers)
    {
        foreach (var breaker in breakers)
        {
            Write(breaker);
        }

        if (breakers.IsEmpty)
        {
            writer.Line("Nothing is paused: every circuit breaker is closed.");
        }
    }

    /// <summary>The name of a state in text and JSON, such as <c>half_open</c>.</summary>
    public static string StateName(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.Open => "open",
        CircuitState.HalfOpen => "half_open",
        CircuitState.Isolated => "isolated",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>Until when a check is not started: <c>paused until 14:02:10</c>.</summary>
    public static string Pause(CircuitSnapshot snapshot, TimeProvider time) => snapshot switch
    {
        { State: CircuitState.Isolated } => "isolated by hand",
        { NextProbe: { } next } => "paused until " + TimeZoneInfo.ConvertTime(next, time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => "paused",
    };

    private void Write(PostedBreaker posted)
    {
        var (name, snapshot) = posted;
        var what = name is null ? snapshot.Name : name.Kind == BreakerKind.Tool ? name.Name : $"service {name.Name}";
        var where = name is { Kind: BreakerKind.Endpoint } ? name.Identity : name?.Root;
        var place = where is null or "" || where == root ? "" : $" ({where})";
        var facts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{snapshot.Failures} failure{(snapshot.Failures == 1 ? "" : "s")}"),
        };
        Add(facts, "opened", snapshot.OpenedAt);
        Add(facts, "next probe", snapshot.NextProbe);
        if (snapshot.LastCause is { } cause)
        {
            facts.Add($"last: {cause}");
        }

        var isClosed = snapshot.State == CircuitState.Closed;
        writer.Line(
            new StyledText(StateName(snapshot.State), isClosed ? Tone.Good : Tone.Caution),
            $"  {what}{place}  ",
            new(string.Join(", ", facts), Tone.Faint));
    }

    private void Add(List<string> facts, string what, DateTimeOffset? at)
    {
        if (at is not { } moment)
        {
            return;
        }

        var local = TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
        var isToday = local.Date == time.GetLocalNow().Date;
        facts.Add($"{what} {local.ToString(isToday ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");
    }
}
