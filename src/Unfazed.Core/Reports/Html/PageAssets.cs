using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Reports.Html;

/// <summary>The style and the script of the page, with the hashes by which its policy knows them.</summary>
internal static class PageAssets
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js");

    /// <summary>Nothing is fetched from anywhere, nothing but our own style and script is obeyed (Content Security Policy Level 3).</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src {Source(Style)}; script-src {Source(Script)}; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Source(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Unfazed.Core.Reports.Html.{name}")
            ?? throw new InvalidOperationException($"{name} is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // As a browser sees it, whatever line endings the sources were checked out with.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
