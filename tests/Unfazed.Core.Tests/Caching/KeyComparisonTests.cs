using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Caching;

namespace Unfazed.Core.Tests.Caching;

public sealed class KeyComparisonTests
{
    [Fact]
    public void A_key_differs_from_itself_in_nothing_and_from_another_in_something() => Prop.ForAll<int[], int[]>((first, second) =>
    {
        var (before, now) = (Key(first), Key(second));
        var isSame = before.Hash == now.Hash;
        return KeyComparison.Compare(before, before).IsEmpty && KeyComparison.Compare(before, now).IsEmpty == isSame;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_came_in_one_direction_went_in_the_other() => Prop.ForAll<int[], int[]>((first, second) =>
    {
        var there = KeyComparison.Compare(Key(first), Key(second)).Select(static difference => (difference.Kind, difference.Name, difference.Change));
        var back = KeyComparison.Compare(Key(second), Key(first)).Select(static difference => (difference.Kind, difference.Name, Opposite(difference.Change)));
        return there.ToHashSet().SetEquals(back);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_a_command_the_words_are_named_that_came_and_went()
    {
        var before = new CacheKey([CommandPart.Of(["mypy", "--strict", "."])], InputList.Empty);
        var now = new CacheKey([CommandPart.Of(["mypy", ".", "--pretty"])], InputList.Empty);

        Assert.Equal(
            [new KeyDifference(KeyPartKind.Command, "--strict", PartChange.Removed), new KeyDifference(KeyPartKind.Command, "--pretty", PartChange.Added)],
            KeyComparison.Compare(before, now).AsEnumerable());
    }

    [Fact]
    public void Values_that_may_be_secret_are_never_told()
    {
        CacheKey Of(string value) => new([new KeyPart(KeyPartKind.Variable, "TOKEN", value), new KeyPart(KeyPartKind.Setting, "x", value), new KeyPart(KeyPartKind.Package, "p", value)], InputList.Empty);

        var differences = KeyComparison.Compare(Of("one"), Of("two"));

        Assert.Equal([null, null, "one"], differences.Select(static difference => difference.Before));
    }

    [Fact]
    public void What_is_absent_and_then_there_is_new()
    {
        var differences = KeyComparison.Compare(
            new CacheKey([new KeyPart(KeyPartKind.UserConfiguration, "~/.pylintrc", KeyPart.Absent)], InputList.Empty),
            new CacheKey([new KeyPart(KeyPartKind.UserConfiguration, "~/.pylintrc", "00")], InputList.Empty));

        Assert.Equal(PartChange.Added, Assert.Single(differences).Change);
    }

    [Fact]
    public void Neither_names_nor_values_run_into_each_other() => Assert.NotEqual(
        new CacheKey([new KeyPart(KeyPartKind.Setting, "a", "b\0setting\01\0c")], InputList.Empty).Hash,
        new CacheKey([new KeyPart(KeyPartKind.Setting, "a\0b", "c")], InputList.Empty).Hash);

    // Few names and values, so that keys have much in common.
    private static CacheKey Key(int[] numbers)
    {
        var entries = (numbers ?? []).Select(static number => (Name: Math.Abs(number % 5), Value: Math.Abs(number / 5 % 3))).DistinctBy(static entry => entry.Name).OrderBy(static entry => entry.Name).ToList();
        return new CacheKey(
            [.. entries.Where(static entry => entry.Name < 2).Select(static entry => new KeyPart(KeyPartKind.Package, $"p{entry.Name}", $"{entry.Value}"))],
            new InputList([.. entries.Where(static entry => entry.Name >= 2).Select(static entry => KeyValuePair.Create($"f{entry.Name}", $"{entry.Value}"))]));
    }

    private static PartChange Opposite(PartChange change) => change switch
    {
        PartChange.Added => PartChange.Removed,
        PartChange.Removed => PartChange.Added,
        _ => change,
    };
}
