using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests.Reports;

/// <summary>Reports of every shape, with texts that nobody would write: control characters, halves of surrogate pairs, quotes.</summary>
internal static class AnyReport
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(static text => text ?? ""),
        Gen.Elements("", "a.py", "\u001b[31mred", "line\nline", "\ud800", "tail\udc00", "\u2028\u202e\u0085", "\"\\</script>", "é 漢 😀"));

    private static readonly Gen<string?> TextsOrNull = Gen.OneOf(Texts.Select(static text => (string?)text), Gen.Constant((string?)null));

    private static readonly Gen<int?> Numbers = Gen.OneOf(Gen.Choose(0, int.MaxValue).Select(static number => (int?)number), Gen.Constant((int?)null));

    private static readonly Gen<TimeSpan> Times = Gen.Choose(0, int.MaxValue).Select(static ticks => TimeSpan.FromTicks(ticks * 1000L));

    private static readonly Gen<DetailValue> Values = Gen.OneOf(
        Texts.Select(static text => (DetailValue)text),
        ArbMap.Default.GeneratorFor<long>().Select(static number => (DetailValue)number),
        ArbMap.Default.GeneratorFor<double>().Select(static number => (DetailValue)number),
        ArbMap.Default.GeneratorFor<bool>().Select(static truth => (DetailValue)truth),
        Texts.ListOf().Select(static texts => (DetailValue)texts.ToImmutableArray()),
        Gen.Constant(default(DetailValue)));

    private static readonly Gen<ImmutableSortedDictionary<string, DetailValue>> Details =
        from names in Texts.ListOf()
        from values in Values.ListOf(names.Count)
        select names.Zip(values).DistinctBy(static pair => pair.First, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal);

    private static readonly Gen<Finding> Findings =
        from texts in Texts.Three()
        from path in TextsOrNull
        from line in Numbers.Two()
        from column in Numbers.Two()
        from severity in Gen.Elements(Enum.GetValues<Severity>())
        from state in Gen.Elements(Enum.GetValues<FindingState>())
        select new Finding
        {
            Tool = texts.Item1,
            Rule = texts.Item2,
            Message = texts.Item3,
            Path = path,
            Line = line.Item1,
            EndLine = line.Item2,
            Column = column.Item1,
            EndColumn = column.Item2,
            Severity = severity,
            State = state,
            Url = path,
        };

    private static readonly Gen<Observation> Observations =
        from ending in Gen.Elements(Enum.GetValues<ObservationEnding>())
        from error in TextsOrNull
        from details in Details
        from command in Texts.ListOf()
        from findings in Findings.ListOf()
        from code in Numbers
        select new Observation
        {
            Ending = ending,
            Error = error,
            Details = details,
            Command = [.. command],
            Findings = [.. findings],
            ExitCode = code,
            Log = error,
            Version = error,
        };

    private static readonly Gen<CheckResult> Checks =
        from name in Texts
        from message in Texts
        from seen in Observations
        from status in Gen.Elements(Enum.GetValues<CheckStatus>())
        from duration in Times
        select new CheckResult
        {
            Name = name,
            Message = message,
            Observation = seen,
            Status = status,
            Duration = duration,
            Dimension = Dimension.Lint,
            Tier = ValidationTier.Blocker,
            Directory = ".",
        };

    private static readonly Gen<ValidationResult> Results =
        from checks in Checks.ListOf()
        from dimension in Gen.Elements(Dimension.BuiltIn.ToArray())
        from status in Gen.Elements(Enum.GetValues<CheckStatus>())
        from message in Texts
        from fix in TextsOrNull
        from details in Details
        select new ValidationResult
        {
            Dimension = dimension,
            Tier = dimension.DefaultTier,
            Status = status,
            Message = message,
            FixSuggestion = fix,
            Details = details,
            Checks = [.. checks],
            Findings = [.. checks.SelectMany(static check => check.Findings)],
        };

    private static readonly Gen<RunInfo> Runs =
        from texts in Texts.Three()
        from times in Times.Two()
        from state in Gen.Elements(Enum.GetValues<RunState>())
        from changed in Gen.Elements(true, false)
        select new RunInfo
        {
            Id = texts.Item1,
            Project = texts.Item2,
            Root = texts.Item3,
            StartedAt = DateTimeOffset.UnixEpoch + times.Item1,
            Duration = times.Item1,
            Deadline = times.Item2,
            State = state,
            InputsChanged = changed,
            PartiallyStaged = [texts.Item1],
        };

    /// <summary>Any report.</summary>
    public static Arbitrary<ValidationReport> Arbitrary { get; } = Arb.From(
        from run in Runs
        from results in Results.ListOf()
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from suggestions in Texts.ListOf()
        select new ValidationReport
        {
            Run = run,
            Verdict = verdict,
            ExitCode = (int)verdict,
            Tiers = [.. Enum.GetValues<ValidationTier>().Select(tier => new TierResult(tier, [.. results.Where(result => result.Tier == tier)]))],
            Suggestions = [.. suggestions],
            Integrations = [.. suggestions.Select(static text => new IntegrationResult(text, "pending", text))],
        });
}
