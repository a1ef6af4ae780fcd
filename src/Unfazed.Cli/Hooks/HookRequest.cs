using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Hooks;

/// <summary>The run that a hook asks for: what was given to the hook, and what it says where nothing was given.</summary>
internal static class HookRequest
{
    // What the hook itself decides; the rest is the run's.
    private static readonly string[] OfTheHook = ["dry-run"];

    /// <summary>The request of a run under a hook.</summary>
    /// <param name="hook">The options and variables of the hook.</param>
    /// <param name="environment">Where variables are.</param>
    /// <param name="defaults">Options that count where neither option nor variable was given.</param>
    public static Request For(Request hook, Core.Processes.ProcessEnvironment environment, params ReadOnlySpan<OptionText> defaults)
    {
        var source = new OptionSource(hook.Options, environment);
        var given = hook.Options.Where(static option => Array.IndexOf(OfTheHook, option.Name) < 0).ToImmutableArray();
        foreach (var option in defaults)
        {
            if (source.Find(option.Name) is null && !(option.Name == "quiet" && source.Find("verbose") is not null))
            {
                given = given.Add(option);
            }
        }

        return new Request { Command = "run", Options = given, IsUnderHook = true };
    }
}
