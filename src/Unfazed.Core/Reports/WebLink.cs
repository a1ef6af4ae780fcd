namespace Unfazed.Core.Reports;

/// <summary>Addresses that a reader may follow.</summary>
internal static class WebLink
{
    /// <summary>The address in plain characters, if it leads to the web; null for anything else, such as a script.</summary>
    public static string? Of(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.UserInfo.Length == 0 && address.AbsoluteUri.All(static letter => letter is > ' ' and <= '~' and not ('"' or '<' or '>' or '\\' or '`' or '|'))
            ? address.AbsoluteUri
            : null;
}
