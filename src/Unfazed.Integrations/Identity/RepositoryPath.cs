namespace Unfazed.Integrations.Identity;

/// <summary>The owner and name of a repository out of its address: <c>acme/shop</c> of <c>git@github.com:acme/shop.git</c>.</summary>
internal static class RepositoryPath
{
    /// <summary>The path on its server, without credentials and <c>.git</c>; of a path on this machine its last folder. Null where there is none.</summary>
    public static string? Of(string address)
    {
        var text = address.Trim();
        var path = text.Contains("://", StringComparison.Ordinal) ? OfUrl(text)
            : Colon(text) is > 1 and var colon ? OnServer(text[(colon + 1)..])
            : LastFolder(text);
        return path.Length > 0 ? path : null;
    }

    private static string OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return "";
        }

        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        return uri.IsFile || uri.Host.Length == 0 ? LastFolder(path) : OnServer(path);
    }

    // The colon of "host:path"; one letter before it is a drive, and a slash before it makes it a part of a path.
    private static int Colon(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && !text[..colon].Contains('/', StringComparison.Ordinal) ? colon : -1;
    }

    // Azure writes /_git/ and v3/ into its addresses, Bitbucket Server scm/.
    private static string OnServer(string path)
    {
        var parts = WithoutEnding(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static part => part != "_git").ToList();
        return string.Join('/', parts is ["v3", _, _, _] or ["scm", _, _] ? parts.Skip(1) : parts);
    }

    private static string LastFolder(string path) => WithoutEnding(path.Replace('\\', '/')).Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";

    private static string WithoutEnding(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.EndsWith("/.git", StringComparison.Ordinal) ? trimmed[..^5]
            : trimmed.EndsWith(".git", StringComparison.Ordinal) ? trimmed[..^4] : trimmed;
    }
}
