namespace Unfazed.Validators.Tools.Reading;

/// <summary>Addresses that an output gives.</summary>
internal static class WebAddress
{
    /// <summary>The address when it is one of the web (http or https) and of sensible length; else null: reports make links of it.</summary>
    public static string? Of(string? address) =>
        address is { Length: < 2048 } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? address : null;
}
