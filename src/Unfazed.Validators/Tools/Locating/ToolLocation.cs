namespace Unfazed.Validators.Tools.Locating;

/// <summary>The outcome of looking for a tool.</summary>
/// <param name="Program">Absolute; null when it was not found.</param>
/// <param name="Missing">Why not, as a sentence without a full stop; null when it was found.</param>
internal sealed record ToolLocation(string? Program, string? Missing)
{
    /// <summary>It is here.</summary>
    public static ToolLocation Found(string program) => new(program, null);

    /// <summary>It is not to be had.</summary>
    public static ToolLocation NotFound(string why) => new(null, why);
}
