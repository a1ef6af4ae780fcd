using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>A host of agents that calls the hook: its own form of events and answers. Several read Claude Code's settings file too.</summary>
internal enum HookCaller
{
    /// <summary>The event names no host that is known here.</summary>
    Unknown,

    /// <summary>Claude Code, and what sends the very same events.</summary>
    ClaudeCode,

    /// <summary>OpenAI's Codex.</summary>
    Codex,

    /// <summary>Cursor.</summary>
    Cursor,

    /// <summary>Gemini CLI.</summary>
    GeminiCli,

    /// <summary>GitHub's Copilot CLI, in its own form or in Claude Code's.</summary>
    CopilotCli,

    /// <summary>Agents of Visual Studio Code.</summary>
    VsCode,

    /// <summary>OpenHands.</summary>
    OpenHands,
}

/// <summary>What hosts differ in, as their documents of 2026 say.</summary>
internal static class HookCallers
{
    /// <summary>When the run must end by default: below the time that the host waits, with room for the start of the process and for the answer.</summary>
    public static OptionText Deadline(HookCaller caller) => new("deadline", caller is HookCaller.CopilotCli or HookCaller.VsCode ? "25s" : "50s");

    /// <summary>Whether a stop is the first of its turn for certain. Gemini CLI (0.61.0) says so in each round that the hook itself asked for.</summary>
    public static bool IsFirstStop(ToolEvent told) => told.IsStopHookActive == false && told.Caller != HookCaller.GeminiCli;

    /// <summary>Recognises a host by what only it sends: which settings file it read says nothing.</summary>
    public static HookCaller Of(ToolEvent told) =>
        told.Has("cursor_version") ? HookCaller.Cursor
        : told.Has("event_type") ? HookCaller.OpenHands
        : told.Has("hookEventName") ? HookCaller.VsCode
        : told.Kind is ToolEventKind.Edit or ToolEventKind.Stop && told.Name.StartsWith("After", StringComparison.Ordinal) ? HookCaller.GeminiCli
        : told.Has("turn_id") ? HookCaller.Codex
        : told.Has("sessionId") || (told.Name.Length > 0 && told.Has("timestamp")) ? HookCaller.CopilotCli
        : told.Name.Length > 0 ? HookCaller.ClaudeCode
        : HookCaller.Unknown;
}
