using System.Collections.Immutable;

namespace Unfazed.Validators.Tools;

/// <summary>How a tool mends what it found. Its exit codes mean what <see cref="Tool.Exits"/> says: problems that are left are no error.</summary>
/// <param name="Kind">What it does to a file: formatters come after linters.</param>
/// <param name="Arguments">
/// The arguments at a site, without the program, as <see cref="Tool.Arguments"/> has them: directories for a whole run, <c>{files}</c> with the
/// tool's own force-exclude for a narrowed one. Only changes that the tool itself calls safe.
/// </param>
internal sealed record ToolFix(FixKind Kind, Func<ToolSite, ImmutableArray<string>> Arguments)
{
    /// <summary>
    /// Whether a run on named files changes these and no others. Where not, it changes whatever it finds below its directory, also in a
    /// narrowed run.
    /// </summary>
    public bool StaysInFiles { get; init; } = true;
}

/// <summary>What a fix does to a file.</summary>
internal enum FixKind
{
    /// <summary>It changes code, and may leave it ill-formatted.</summary>
    Linter,

    /// <summary>It changes how code is laid out, nothing else.</summary>
    Formatter,
}
