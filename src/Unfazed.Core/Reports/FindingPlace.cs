using System.Globalization;

namespace Unfazed.Core.Reports;

/// <summary>Where a finding is, as editors take it: <c>path:line:column</c>.</summary>
internal static class FindingPlace
{
    public static string Of(Finding finding) => (finding.Path, finding.Line, finding.Column) switch
    {
        (null, _, _) => finding.Tool + ":",
        (var path, null, _) => path + ":",
        (var path, var line, null) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line}"),
        (var path, var line, var column) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line}:{column}"),
    };
}
