using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Hygiene;

/// <summary>Which rules are on.</summary>
internal sealed record HygieneSwitches
{
    public bool MergeConflict { get; init; } = true;

    public bool Json { get; init; } = true;

    public bool Yaml { get; init; } = true;

    public bool Xml { get; init; } = true;

    public bool TrailingWhitespace { get; init; } = true;

    public bool EndOfFile { get; init; } = true;

    public bool MixedLineEnding { get; init; } = true;

    /// <summary>As the configuration has them; on where it says nothing.</summary>
    public static HygieneSwitches From(UnfazedConfiguration configuration)
    {
        bool IsOn(string rule) => !configuration.Hygiene.TryGetValue(rule, out var setting) || setting.Value;
        return new HygieneSwitches
        {
            MergeConflict = IsOn(HygieneRules.MergeConflict),
            Json = IsOn(HygieneRules.Json),
            Yaml = IsOn(HygieneRules.Yaml),
            Xml = IsOn(HygieneRules.Xml),
            TrailingWhitespace = IsOn(HygieneRules.TrailingWhitespace),
            EndOfFile = IsOn(HygieneRules.EndOfFile),
            MixedLineEnding = IsOn(HygieneRules.MixedLineEnding),
        };
    }
}
