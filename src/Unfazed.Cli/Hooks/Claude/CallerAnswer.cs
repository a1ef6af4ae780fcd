using System.Text.Json;
using Unfazed.Cli.Commands;
using Unfazed.Core;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// Writes an answer in the form that the host reads. Exit code 2 with the reason on standard error blocks in most of them; the others ignore it,
/// and read one JSON document on standard output.
/// </summary>
internal static class CallerAnswer
{
    /// <summary>The code for "blocked" of the hosts that know it.</summary>
    public const int Block = 2;

    /// <summary>Writes it; gives the exit code.</summary>
    public static int Write(Host host, ToolEvent told, ClaudeAnswer answer)
    {
        if (answer.Text.Length == 0)
        {
            return ExitCodes.Passed;
        }

        if (answer.IsBlocking && IsBlockedByExitCode(told))
        {
            host.Terminal.WriteError(answer.Text);
            return Block;
        }

        JsonOutput.Write(host.Terminal.Output, json => WriteMembers(json, told, answer));
        return ExitCodes.Passed;
    }

    private static bool IsBlockedByExitCode(ToolEvent told) =>
        told.Caller is HookCaller.ClaudeCode or HookCaller.Codex or HookCaller.VsCode or HookCaller.Unknown || (told.Caller == HookCaller.OpenHands && told.Kind == ToolEventKind.Stop);

    private static void WriteMembers(Utf8JsonWriter json, ToolEvent told, ClaudeAnswer answer)
    {
        var isStop = told.Kind == ToolEventKind.Stop;
        switch (told.Caller)
        {
            case HookCaller.Cursor when isStop && !answer.IsBlocking:
                // Its stop knows a further message alone, which would keep the session going.
                break;
            case HookCaller.Cursor:
                json.WriteString(isStop ? "followup_message" : "additional_context", answer.Text);
                break;
            case HookCaller.GeminiCli or HookCaller.CopilotCli when isStop && answer.IsBlocking:
                json.WriteString("decision", told.Caller == HookCaller.GeminiCli ? "deny" : "block");
                json.WriteString("reason", answer.Text);
                break;
            case HookCaller.CopilotCli or HookCaller.OpenHands when !isStop:
                json.WriteString("additionalContext", answer.Text);
                break;
            default:
                if (isStop)
                {
                    json.WriteString("systemMessage", answer.Text);
                    break;
                }

                json.WriteStartObject("hookSpecificOutput");
                json.WriteString("hookEventName", told.Caller == HookCaller.GeminiCli ? told.Name : "PostToolUse");
                json.WriteString("additionalContext", answer.Text);
                json.WriteEndObject();
                break;
        }
    }
}
