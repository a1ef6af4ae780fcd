namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>How a line ends.</summary>
internal enum LineEnding
{
    /// <summary>Line feed.</summary>
    Lf,

    /// <summary>Carriage return and line feed.</summary>
    CrLf,

    /// <summary>Carriage return.</summary>
    Cr,
}
