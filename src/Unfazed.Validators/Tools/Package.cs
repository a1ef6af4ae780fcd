namespace Unfazed.Validators.Tools;

/// <summary>Where a tool is installed from; null where that source does not have it.</summary>
internal sealed record Package
{
    /// <summary>Its name on PyPI.</summary>
    public string? PyPi { get; init; }

    /// <summary>Its name on npm.</summary>
    public string? Npm { get; init; }

    /// <summary>Its name in Debian.</summary>
    public string? Debian { get; init; }

    /// <summary>What to say where none of these fits.</summary>
    public string? Otherwise { get; init; }
}
