namespace Unfazed.Cli.Rendering;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text; it is cleaned when it is written.</param>
/// <param name="Tone">What it is.</param>
internal readonly record struct StyledText(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator StyledText(string text) => new(text);
}
