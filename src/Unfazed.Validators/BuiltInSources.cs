using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators;

/// <summary>Everybody who gives checks in <c>unfazed</c>: the catalogue of tools, the checks that are built in, reports of coverage.</summary>
public static class BuiltInSources
{
    /// <summary>All of them, in the order of the report within a dimension.</summary>
    public static ImmutableArray<ICheckSource> All { get; } = [new ToolCheckSource(), new BuiltInCheckSource(), new CoverageReportSource()];
}
