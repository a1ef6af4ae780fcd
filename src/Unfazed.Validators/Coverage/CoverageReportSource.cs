using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Coverage;

/// <summary>The check <c>coverage-report</c>: reports of coverage that others wrote, where <c>dimensions.coverage.report</c> names them.</summary>
public sealed class CoverageReportSource : ICheckSource
{
    /// <summary>The check's name.</summary>
    internal const string Name = "coverage-report";

    /// <inheritdoc/>
    public ImmutableArray<KnownCheck> Known { get; } = [new(Name, Dimension.Coverage)];

    /// <inheritdoc/>
    public CheckDiscovery Discover(DiscoveryContext context)
    {
        var settings = context.Configuration.Dimensions.GetValueOrDefault(Dimension.Coverage.Name);
        if (settings?.Report is not { } report || context.Configuration.FindCheck(Name)?.Run is not null)
        {
            return new CheckDiscovery([], []);
        }

        var check = new Check
        {
            Name = Name,
            Dimension = Dimension.Coverage,
            Reason = $"dimensions.coverage.report in {report.Source.Place ?? "the configuration"}",
            Validator = new CoverageReportValidator(report.Value, settings.Trust?.Value ?? false)
            {
                ChangedSince = context.Selection?.Since,
                IsExcluded = Exclusions.Of(context.Configuration, context.Configuration.FindCheck(Name)),
            },
        };
        return new CheckDiscovery([check], []);
    }
}
