using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// What makes a tool this tool for its own breaker: the program's file, the command, the limits and the configuration. A mended
/// configuration, another version or another repository never meets the breaker of the old one.
/// </summary>
internal static class ToolIdentity
{
    private const int Length = 16;
    private const long LargestConfiguration = 1024 * 1024;

    public static string Of(Check check, CheckSettings? settings, string root)
    {
        var hash = new Sha256();
        Add(hash, check.Directory, check.Timeout.Ticks.ToString(CultureInfo.InvariantCulture), check.Program ?? "", Stamp(check.Program));
        Add(hash, [.. check.Command]);
        foreach (var (name, value) in (settings?.Environment?.Value ?? ImmutableDictionary<string, string>.Empty).OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Add(hash, name, value);
        }

        foreach (var file in check.ConfigurationFiles)
        {
            Add(hash, file, Content(Path.Combine(root, file)));
        }

        return hash.ToHex()[..Length];
    }

    private static void Add(Sha256 hash, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            hash.Append(Encoding.UTF8.GetBytes(part));
            hash.Append([0]);
        }
    }

    /// <summary>A program that was updated is another file. Links are followed: `.venv/bin` and `node_modules/.bin` are made of them.</summary>
    private static string Stamp(string? program)
    {
        if (program is null)
        {
            return "";
        }

        try
        {
            var file = new FileInfo(program);
            file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : "absent";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private static string Content(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? "absent" : file.Length > LargestConfiguration
                ? string.Create(CultureInfo.InvariantCulture, $"large {file.Length} {file.LastWriteTimeUtc.Ticks}")
                : Sha256.Hex(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
