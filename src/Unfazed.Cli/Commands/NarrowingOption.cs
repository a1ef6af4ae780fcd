using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Commands;

/// <summary><c>--changed [--base REV]</c>, <c>--staged</c> or <c>--files0-from FILE</c>: one of them.</summary>
/// <param name="Change">The change; null for a list.</param>
/// <param name="ListFile">The file of the list, <c>-</c> for standard input; null for a change.</param>
internal sealed record NarrowingOption(ChangeRequest? Change, string? ListFile)
{
    /// <summary>The files themselves, where the request names them; beside a change, those of its files that are meant.</summary>
    public ImmutableArray<string>? Files { get; init; }

    /// <summary>Reads it; of a variable and an option the option counts.</summary>
    public static NarrowingOption? Read(Request request, OptionSource source, List<string> errors)
    {
        if (request.Files is not null || request.Change is not null)
        {
            return new NarrowingOption(request.Change, null) { Files = request.Files };
        }

        var given = new[] { Flag(source, "changed", errors), Flag(source, "staged", errors), Text(source, "files0-from") }.OfType<Given>().ToList();
        if (given.Exists(static one => one.Origin == SettingOrigin.Option))
        {
            given.RemoveAll(static one => one.Origin != SettingOrigin.Option);
        }

        if (given.Count > 1)
        {
            errors.Add($"{string.Join(" and ", given.Select(static one => one.Source))} exclude each other: give one of them");
            return null;
        }

        var isChanged = given is [{ Option: "changed" }];
        var revision = Text(source, "base");
        if (revision is { Origin: SettingOrigin.Option } && !isChanged)
        {
            errors.Add("--base says what --changed compares with: give --changed, too");
        }

        return given switch
        {
            [{ Option: "changed" }] => new NarrowingOption(new ChangeRequest(ChangeKind.WorkingTree, revision?.Value), null),
            [{ Option: "staged" }] => new NarrowingOption(new ChangeRequest(ChangeKind.Staged), null),
            [var list] => List(request, list, errors),
            _ => null,
        };
    }

    private static NarrowingOption? List(Request request, Given list, List<string> errors)
    {
        if (list.Origin == SettingOrigin.Option && request.Command is "run" or "list" && request.Arguments.Any(ProjectLoader.IsCertainlyPath))
        {
            errors.Add("--files0-from names the files: leave the paths out, or put them into the list");
        }

        // A list from a variable is for whoever names nothing else.
        return list.Origin != SettingOrigin.Option && request.Arguments.Any(ProjectLoader.IsCertainlyPath) ? null : new NarrowingOption(null, list.Value);
    }

    private static Given? Flag(OptionSource source, string option, List<string> errors)
    {
        var (value, error) = source.FindFlag(option);
        if (error is not null)
        {
            errors.Add(error.ToString());
        }

        return value is { Value: true, Source: var place } ? new Given(option, "1", place) : null;
    }

    private static Given? Text(OptionSource source, string option) =>
        source.Find(option) is { } text ? new Given(option, text.Value, text.Source) : null;

    private sealed record Given(string Option, string Value, SettingSource Source)
    {
        public SettingOrigin Origin => Source.Origin;
    }
}
