using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Validators.Tools;

/// <summary>What a result says about files where a tool chooses itself which of its kind it inspects.</summary>
/// <param name="site">Where it runs.</param>
/// <param name="selected">The selected files of its kind, relative to where it runs; empty for a whole run.</param>
/// <param name="isInspected">Whether it inspects a file, given relative to where it runs.</param>
internal sealed class InspectedFiles(ToolSite site, ImmutableArray<string> selected, Func<string, bool> isInspected)
{
    private const int MaxNamed = 3;

    /// <summary>Returns the number of files, and the selected ones that are not among them. Opens files.</summary>
    public string Describe()
    {
        var inspected = site.Files.Where(isInspected).ToHashSet(StringComparer.Ordinal);
        var others = selected.RemoveAll(inspected.Contains);
        var more = others.Length > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {others.Length - MaxNamed} more") : "";
        return others.IsEmpty ? FileCount.Of(inspected.Count) : $"{FileCount.Of(inspected.Count)}, not inspected: {string.Join(", ", others.Take(MaxNamed))}{more}";
    }
}
