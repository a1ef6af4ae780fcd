using Unfazed.Cli.Rendering;

namespace Unfazed.Cli.Commands;

/// <summary>A terminal that can be drawn on.</summary>
internal interface ILiveScreen
{
    /// <summary>Its size now.</summary>
    WindowSize Size { get; }

    /// <summary>Hides the cursor, and from now on hands what others write to <paramref name="above"/>, which says whether it took it.</summary>
    void Begin(Func<string, bool> above);

    /// <summary>Writes what was drawn.</summary>
    void Draw(string drawing);

    /// <summary>Writes the last drawing, gives the cursor back and hands nothing on any longer.</summary>
    void End(string drawing);
}
