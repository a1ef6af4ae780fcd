using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>What tests of test runners share.</summary>
internal static class CoverageAssert
{
    /// <summary>A configuration with a threshold of ours.</summary>
    public static UnfazedConfiguration Threshold(double percent) => new()
    {
        Dimensions = ImmutableDictionary<string, DimensionSettings>.Empty.Add("coverage", new DimensionSettings { Threshold = Setting<double>.Default(percent) }),
    };

    /// <summary>What policy makes of an observation.</summary>
    public static CheckResult Judge(this Observation seen, UnfazedConfiguration? configuration = null) =>
        new CheckPolicy(configuration ?? new UnfazedConfiguration()).Judge(new Check { Name = "t", Dimension = Dimension.Coverage }, seen, TimeSpan.Zero);

    /// <summary>The files of a repository, so that a test sees what was left there.</summary>
    public static IEnumerable<string> Tree(this ToolScene scene) =>
        Directory.EnumerateFileSystemEntries(scene.Repository.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => Path.GetRelativePath(scene.Repository.Path, path)).Order(StringComparer.Ordinal);
}
