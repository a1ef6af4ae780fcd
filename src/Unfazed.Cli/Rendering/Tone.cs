namespace Unfazed.Cli.Rendering;

/// <summary>What a piece of text is, for terminals that show colours. No meaning hangs on the colour alone.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Caution,
    Faint,
    Strong,
}
