using System.Globalization;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>What a configuration file may cost, checked while it is read.</summary>
internal sealed class NodeBudget
{
    public const int MaximumBytes = 1 << 20;
    public const int MaximumDepth = 64;
    private const int MaximumEvents = 100_000;
    private const int MaximumAliasedNodes = 10_000;

    private int _events;
    private int _aliased;

    /// <summary>One more event of the parser.</summary>
    public void Count(SettingSource source)
    {
        if (++_events > MaximumEvents)
        {
            throw new ConfigSyntaxException(source, $"too large: at most {Number(MaximumEvents)} keys and values are read");
        }
    }

    /// <summary>A mapping or a list is entered.</summary>
    public static void Enter(int depth, SettingSource source)
    {
        if (depth > MaximumDepth)
        {
            throw new ConfigSyntaxException(source, $"nested too deeply: at most {MaximumDepth} levels");
        }
    }

    /// <summary>An alias repeats a node at this depth.</summary>
    public void Repeat(ConfigNode node, int depth, SettingSource source)
    {
        Enter(depth + node.Height - 1, source);
        _aliased += node.Weight;
        if (_aliased > MaximumAliasedNodes)
        {
            throw new ConfigSyntaxException(source, $"aliases repeat too much: at most {Number(MaximumAliasedNodes)} values");
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
