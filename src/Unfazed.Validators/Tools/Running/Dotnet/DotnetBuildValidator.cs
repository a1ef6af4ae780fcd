using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Detection.Dotnet;
using Unfazed.Validators.Tools.Reading.Dotnet;

namespace Unfazed.Validators.Tools.Running.Dotnet;

/// <summary>Runs <c>dotnet build</c> with a folder for the compilers' reports, and makes an observation of them.</summary>
internal sealed class DotnetBuildValidator(ToolRun run) : IToolValidator
{
    /// <summary>What stands for the folder of reports in arguments.</summary>
    public const string ReportsWord = "{reports}";

    /// <summary>The name of the project in that folder that builds several others.</summary>
    public const string Traversal = "all.proj";

    // MSBuild, its loggers and the compilers give these characters a meaning inside paths.
    private static readonly SearchValues<char> Special = SearchValues.Create(";,%$@*?()'\"");

    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var layout = DotnetLayout.Of(new RepositoryView(context.Workspace));
        var reports = MakeFolder(context.ScratchDirectory);
        try
        {
            TraversalProject.Write(Path.Combine(reports, Traversal), [.. layout.TargetsBelow(Run.Directory).Select(context.Workspace.FullPath)]);
            var reader = new DotnetBuildReader(reports);
            var words = Run with
            {
                Arguments = [.. Run.Arguments.Select(word => word.Replace(ReportsWord, reports, StringComparison.Ordinal))],
                Environment = Run.Environment.SetItems(InjectedTargets.Write(reports)),
                Reader = reader,
            };
            var observation = await new ToolValidator(words).ExamineAsync(context, cancellationToken).ConfigureAwait(false);
            return SdkResolution.Explain(observation with { Summary = Summary(reader.Compiled, layout.LeftOut(Run.Directory)) }, context, Run.Directory);
        }
        finally
        {
            TryDelete(reports);
        }
    }

    private static string MakeFolder(string scratch)
    {
        if (scratch.AsSpan().IndexOfAny(Special) >= 0)
        {
            return Directory.CreateTempSubdirectory("unfazed-build-").FullName;
        }

        return Directory.CreateDirectory(Path.Combine(scratch, $"build-{Guid.NewGuid():N}")).FullName;
    }

    private static string Summary(int compiled, ImmutableArray<string> leftOut)
    {
        var built = string.Create(CultureInfo.InvariantCulture, $"{compiled} {(compiled == 1 ? "compilation" : "compilations")}");
        return leftOut.IsEmpty ? built : string.Create(CultureInfo.InvariantCulture, $"{built}; in no solution and not built: {leftOut[0]}{(leftOut.Length > 1 ? $" and {leftOut.Length - 1} more" : "")}");
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Below the scratch folder it goes with the run; elsewhere the system clears its temporary files.
        }
    }
}
