using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Running;

/// <summary>The files that a tool could not read, in an observation's details.</summary>
internal static class UnreadableFiles
{
    /// <summary>The name of the detail.</summary>
    public const string Detail = "unreadable_files";

    /// <summary>Returns the files, each with the reason; empty where there are none.</summary>
    public static ImmutableArray<string> In(ImmutableSortedDictionary<string, DetailValue> details) =>
        details.TryGetValue(Detail, out var detail) && detail.Value is ImmutableArray<string> files ? files : [];

    /// <summary>Returns one sentence for people.</summary>
    /// <param name="files">At least one file.</param>
    public static string Sentence(ImmutableArray<string> files) => Count(files) is var count and > 1
        ? string.Create(CultureInfo.InvariantCulture, $"it could not read {count} files, first {files[0]}")
        : $"it could not read {files[0]}";

    // A file with two syntax errors is one file.
    private static int Count(ImmutableArray<string> files) => files.Select(static file => file.Split(": ", 2)[0]).Distinct(StringComparer.Ordinal).Count();
}
