using Unfazed.Core;

namespace Unfazed.Cli.Tests.Architecture;

public class NamespaceTests
{
    private const string Root = "Unfazed.Core";

    [Fact]
    public void The_nouns_of_the_root_use_no_room()
    {
        var arrows = Arrows().Where(static arrow => arrow.From.Length == 0).Select(static arrow => arrow.Example);
        Assert.Empty(arrows);
    }

    [Fact]
    public void The_rooms_of_the_core_use_each_other_in_no_circle()
    {
        var arrows = Arrows().Where(static arrow => arrow.From.Length > 0 && arrow.To.Length > 0).ToList();
        Assert.NotEmpty(arrows);
        Assert.Empty(InCircles(arrows).Select(static arrow => $"{arrow.From} -> {arrow.To}: {arrow.Example}"));
    }

    private static List<(string From, string To, string Example)> Arrows() =>
    [
        .. from type in typeof(Verdict).Assembly.GetTypes()
           let room = RoomOf(type)
           where room is not null
           from used in TypeReferences.Of(type)
           let other = RoomOf(used)
           where other is not null && other != room
           group $"{type.FullName} uses {used.FullName}" by (room, other) into arrow
           select (arrow.Key.room, arrow.Key.other, arrow.First()),
    ];

    // The first folder below the root: what lies deeper belongs to it.
    private static string? RoomOf(Type type) =>
        type.Assembly != typeof(Verdict).Assembly || type.Namespace is not { } name || !(name + ".").StartsWith(Root + ".", StringComparison.Ordinal) ? null
        : name.Length == Root.Length ? ""
        : name[(Root.Length + 1)..].Split('.')[0];

    private static List<(string From, string To, string Example)> InCircles(List<(string From, string To, string Example)> arrows)
    {
        // What nobody points at, or what points at nobody, lies in no circle.
        var left = arrows;
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            left = [.. left.Where(arrow => left.Exists(next => next.From == arrow.To) && left.Exists(previous => previous.To == arrow.From))];
        }

        return left;
    }
}
