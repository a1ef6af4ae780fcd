namespace Unfazed.Core.Orchestration;

/// <summary>The order of findings in a report: path, line, column, rule; then tool and message, so that it is total.</summary>
internal sealed class FindingOrder : IComparer<Finding>
{
    public static FindingOrder Instance { get; } = new();

    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        var order = string.CompareOrdinal(x.Path, y.Path);
        order = order != 0 ? order : Nullable.Compare(x.Line, y.Line);
        order = order != 0 ? order : Nullable.Compare(x.Column, y.Column);
        order = order != 0 ? order : string.CompareOrdinal(x.Rule, y.Rule);
        order = order != 0 ? order : string.CompareOrdinal(x.Tool, y.Tool);
        return order != 0 ? order : string.CompareOrdinal(x.Message, y.Message);
    }
}
