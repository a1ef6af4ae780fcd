namespace Unfazed.Core.Configuration.Schema;

/// <summary>What the keys of one dimension must be to each other; looked at when all files are merged.</summary>
internal static class DimensionRules
{
    /// <summary>Reports what does not go together.</summary>
    public static void Check(string name, DimensionSettings dimension, ReadContext context)
    {
        (string Key, SettingSource? Source)[] ofCoverage =
        [
            ("threshold", dimension.Threshold?.Source), ("changed_threshold", dimension.ChangedThreshold?.Source),
            ("report", dimension.Report?.Source), ("trust", dimension.Trust?.Source),
        ];
        foreach (var (key, source) in ofCoverage.Where(given => given.Source is not null && name != Dimension.Coverage.Name))
        {
            context.Refuse(source!, $"\"{key}\" has no place here: it is for the dimension coverage");
        }

        if (name == Dimension.Coverage.Name && dimension is { Trust: { } trust, Report: null })
        {
            context.Refuse(trust.Source, "\"trust\" needs \"report\"");
        }
    }
}
