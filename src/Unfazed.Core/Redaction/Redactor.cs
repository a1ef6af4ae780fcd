using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Unfazed.Core.Redaction;

/// <summary>
/// Keeps secrets out of everything that leaves a run: what checks print passes through it before it is kept or read, what they saw
/// before it is filed, our own lines before they are written. Where there is no secret it costs nothing.
/// </summary>
public sealed class Redactor
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<string, string>, Redactor> OfEnvironments = [];

    private readonly ImmutableHashSet<string> _secrets;
    private readonly Lazy<SecretPatterns> _patterns;

    private Redactor(ImmutableHashSet<string> secrets)
    {
        _secrets = secrets;
        _patterns = new Lazy<SecretPatterns>(() => new SecretPatterns([.. secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Knows no secret.</summary>
    public static Redactor None { get; } = new([]);

    /// <summary>Whether there is nothing to look for.</summary>
    internal bool IsIdle => _secrets.IsEmpty;

    /// <summary>Knows the secrets among these variables.</summary>
    public static Redactor Of(IEnumerable<KeyValuePair<string, string>> variables) =>
        None.With(variables.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    /// <summary>Knows the secrets among the variables of an environment. Who asks for the same variables again gets the same one: every part of a run does.</summary>
    internal static Redactor Of(ImmutableDictionary<string, string> variables) =>
        OfEnvironments.GetValue(variables, static variables => Of(variables.AsEnumerable()));

    /// <summary>Knows the secrets among these variables, too.</summary>
    public Redactor With(IEnumerable<KeyValuePair<string, string?>> variables) => With(SecretVariables.In(variables));

    /// <summary>Covers every secret in a text.</summary>
    public string Text(string text) => IsIdle || text.Length < SecretValue.LeastLength ? text : RedactedText.Of(text, _patterns.Value);

    /// <summary>Covers every secret in what a check saw.</summary>
    public Observation Redact(Observation seen) => IsIdle ? seen : ObservationRedaction.Redact(seen, this);

    /// <summary>A stream that covers every secret in what is written to it.</summary>
    internal RedactedStream Open(RedactedOutput output) => new(IsIdle ? null : _patterns.Value, output);

    /// <summary>Knows these secrets, too.</summary>
    public Redactor With(IEnumerable<string> secrets)
    {
        var all = _secrets.Union(secrets);
        return all.Count == _secrets.Count ? this : new Redactor(all);
    }
}
