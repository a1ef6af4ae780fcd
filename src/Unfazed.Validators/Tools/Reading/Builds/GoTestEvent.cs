using System.Text;
using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>A line of <c>go test -json</c> (cmd/test2json).</summary>
/// <param name="Package">The package; null where it is about a build.</param>
/// <param name="Text">What was printed; null for an event without a text.</param>
/// <param name="IsBuild">Whether the compiler printed it.</param>
/// <param name="IsEnd">Whether it is the result of the whole package.</param>
/// <param name="IsFailure">Whether that failed.</param>
internal sealed record GoTestEvent(string? Package, string? Text, bool IsBuild, bool IsEnd, bool IsFailure)
{
    /// <summary>Reads a line; false for one that is no event.</summary>
    public static bool TryRead(string line, out GoTestEvent? happened)
    {
        happened = null;
        if (!line.StartsWith("{\"", StringComparison.Ordinal) || !line.Contains("\"Action\":", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            if (JsonPropertyNames.Flaw(Encoding.UTF8.GetBytes(line)) is not null)
            {
                return false;
            }

            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var action = root.Text("Action");
            happened = new GoTestEvent(
                root.Text("Package"),
                action is "output" or "build-output" ? root.Text("Output") : null,
                action?.StartsWith("build", StringComparison.Ordinal) == true,
                action is "pass" or "fail" or "skip" && root.Text("Test") is null,
                action is "fail");
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
