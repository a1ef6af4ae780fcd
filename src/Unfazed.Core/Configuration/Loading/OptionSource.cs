using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>The value of an option, or else of its variable: <c>UNFAZED_</c> and the long name in capitals, <c>-</c> as <c>_</c>.</summary>
/// <param name="options">Options as they were given.</param>
/// <param name="environment">Where variables are.</param>
internal sealed class OptionSource(ImmutableArray<OptionText> options, ProcessEnvironment environment)
{
    /// <summary>Options of the contract that this version does not build.</summary>
    public static ImmutableArray<string> Later { get; } = [];

    /// <summary>The variable of an option.</summary>
    public static string VariableOf(string option) => "UNFAZED_" + option.ToUpperInvariant().Replace('-', '_');

    /// <summary>The text and its source, or null where neither was given. A repeated option is one list, by commas; an empty variable is none.</summary>
    public Setting<string>? Find(string option)
    {
        var given = options.Where(entry => string.Equals(entry.Name, option, StringComparison.Ordinal)).Select(static entry => entry.Text).ToList();
        if (given.Count > 0)
        {
            return new Setting<string>(string.Join(',', given), new SettingSource(SettingOrigin.Option, "--" + option));
        }

        var variable = VariableOf(option);
        return environment.Get(variable) is { Length: > 0 } text
            ? new Setting<string>(text, new SettingSource(SettingOrigin.Environment, variable))
            : null;
    }

    /// <summary>The value of a flag: 1 or 0.</summary>
    /// <returns>The value, or null where neither was given; the error of a text that is neither.</returns>
    public (Setting<bool>? Value, ConfigurationError? Error) FindFlag(string option) => Find(option) switch
    {
        null => (null, null),
        { Value: "1" } text => (new Setting<bool>(true, text.Source), null),
        { Value: "0" } text => (new Setting<bool>(false, text.Source), null),
        { } text => (null, new ConfigurationError(text.Source, $"{Quoted.Of(text.Value)} is not 1 or 0")),
    };
}
