namespace Unfazed.Cli.Rendering;

/// <summary>Colours by ECMA-48 (SGR), from the sixteen that every terminal has.</summary>
internal static class Ink
{
    public static string Paint(string text, Tone tone) => text.Length == 0 || Code(tone) is not { } code ? text : $"\e[{code}m{text}\e[0m";

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Good => "32",
        Tone.Bad => "31",
        Tone.Caution => "33",
        Tone.Faint => "2",
        Tone.Strong => "1",
        _ => null,
    };
}
