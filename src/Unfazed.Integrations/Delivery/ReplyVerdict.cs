using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Unfazed.Core;

namespace Unfazed.Integrations.Delivery;

/// <summary>What an answer means, whichever service gave it.</summary>
/// <param name="time">The clock, for dates of <c>Retry-After</c>.</param>
internal sealed class ReplyVerdict(TimeProvider time)
{
    private const int LongestWords = 200;

    // Who asks for more is asked again all the same.
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private static readonly TimeSpan RestOfReadOnly = TimeSpan.FromMinutes(1);

    /// <summary>Judges an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="isAccepted">Whether it is exactly what the service says when it took everything.</param>
    /// <param name="explain">The service's words for a refusal, out of the body.</param>
    /// <exception cref="HttpRequestException">It is a failure: of the server, or of what answers in its place.</exception>
    public ServiceAnswer Judge(HttpReply reply, Func<HttpReply, bool> isAccepted, Func<string, string> explain)
    {
        if (isAccepted(reply))
        {
            return ServiceAnswer.Accepted;
        }

        var said = string.Create(CultureInfo.InvariantCulture, $"{reply.Status} {Short(reply.Reason)}").TrimEnd();
        switch (reply.Status)
        {
            case 421:
                // A read-only QuestDB, such as a replica, until its role changes: no fault of the message, and the server is well.
                return new ServiceAnswer(ServiceAnswerKind.Busy, Said(said, reply, explain)) { RetryAfter = Rest(reply.RetryAfter) is var asked && asked > TimeSpan.Zero ? asked : RestOfReadOnly };
            case 408 or 425 or 429 or >= 500 when Rest(reply.RetryAfter) is var rest && rest > TimeSpan.Zero:
                return new ServiceAnswer(ServiceAnswerKind.Busy, $"it says {said}") { RetryAfter = rest };
            case 408 or 425 or 429 or >= 500:
                throw new HttpRequestException($"it says {said}", null, (HttpStatusCode)reply.Status);
            case >= 300 and < 400:
                return new ServiceAnswer(ServiceAnswerKind.Denied, $"it says {said}: results are not sent on to elsewhere");
            case < 300:
                throw new HttpRequestException($"it says {said} and something that this service never says: is it the right address?", null, (HttpStatusCode)reply.Status);
            default:
                // Only these speak of the content; 401, 403, 404 and others of the address and of who calls it.
                var kind = reply.Status is 400 or 413 or 422 ? ServiceAnswerKind.Refused : ServiceAnswerKind.Denied;
                return new ServiceAnswer(kind, Said(said, reply, explain));
        }
    }

    /// <summary>Others' words on one line, without control characters.</summary>
    public static string Short(string text)
    {
        // Servers end their words with a line feed, and break them.
        var line = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return TerminalText.CleanLine(line.Length > LongestWords ? line[..LongestWords] + "…" : line).Trim();
    }

    private static string Said(string said, HttpReply reply, Func<string, string> explain) =>
        Short(explain(reply.Body)) is { Length: > 0 } words && words != reply.Reason ? $"it says {said}: {words}" : $"it says {said}";

    private TimeSpan Rest(RetryConditionHeaderValue? given)
    {
        var rest = given?.Delta ?? (given?.Date is { } date ? date - time.GetUtcNow() : TimeSpan.Zero);
        return rest > LongestRest ? LongestRest : rest;
    }
}
