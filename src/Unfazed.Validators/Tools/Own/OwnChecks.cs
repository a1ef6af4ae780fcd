using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Makes checks of the entries under <c>checks</c> that have a <c>run</c>.</summary>
internal sealed class OwnChecks(DiscoveryContext context, ToolFinder finder)
{
    /// <summary>The checks in the order of the configuration.</summary>
    public ImmutableArray<Check> All() => [.. context.Configuration.Checks.Where(static settings => settings.Run is { Value.Length: > 0 }).Select(Create)];

    private static Observation Skipped(string message) => new() { Ending = ObservationEnding.Skipped, Message = message };

    private Check Create(CheckSettings settings)
    {
        var words = settings.Run!.Value.Value;
        var directory = RepositoryView.Normalize(settings.Directory?.Value);
        var check = new Check
        {
            Name = settings.Name,
            Dimension = settings.Dimension?.Value ?? Dimension.CodeQuality,
            Directory = directory,
            Reason = $"checks.{settings.Name} in {settings.Source.Place ?? "the configuration"}",
            Program = Locate(words[0], directory),
            Command = words,
            Cores = settings.Cores?.Value ?? 1,
            Locks = settings.Lock is { } held ? [held.Value] : [],
        };
        var own = new OwnFiles(settings, context);
        var files = own.Below(directory);
        if (files is { IsEmpty: true })
        {
            return check with { Settled = Skipped(context.Selection is null ? "no file of its kind here" : "no file of its kind among the selected files") };
        }

        var run = new ToolRun
        {
            Tool = settings.Name,
            Program = words[0].Contains('/', StringComparison.Ordinal) ? check.Program ?? InDirectory(words[0], directory) : words[0],
            Arguments = words[1..],
            Directory = directory,
            Files = files ?? [],
            IsExcluded = Exclusions.Of(context.Configuration, settings),
            Exits = OwnFormat.ExitsOf(settings),
            Reader = OwnFormat.ReaderOf(settings),
            Report = OwnFormat.ReportOf(settings),
            VersionCommand = settings.Version?.Value ?? [],
            Environment = settings.Environment is { } variables ? variables.Value.ToImmutableDictionary(static pair => pair.Key, static string? (pair) => pair.Value) : ImmutableDictionary<string, string?>.Empty,
            Summary = files is null ? null : string.Create(CultureInfo.InvariantCulture, $"{files.Value.Length} {(files.Value.Length == 1 ? "file" : "files")}"),
        };
        return check with { Validator = new ToolValidator(run), PartiallyStaged = own.PartiallyStaged(directory) };
    }

    // A path is relative to where the check runs, as in a shell; a bare name is looked up on the PATH of its environment when it starts.
    private string? Locate(string program, string directory)
    {
        if (!program.Contains('/', StringComparison.Ordinal))
        {
            return finder.OnPath(program);
        }

        var path = InDirectory(program, directory);
        return File.Exists(path) ? path : null;
    }

    private string InDirectory(string program, string directory) => Path.GetFullPath(Path.Combine(context.Workspace.Root, directory, program));
}
