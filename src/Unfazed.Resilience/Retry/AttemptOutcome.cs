using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>What one attempt ended with: an exception or a result.</summary>
/// <param name="Exception">The exception; null where there is a result.</param>
/// <param name="Result">The result, which may be null; null where there is an exception.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AttemptOutcome(Exception? Exception, object? Result)
{
    /// <summary>
    /// Whether it is a failure by default: one of <see cref="TransientErrors"/>, or an <see cref="HttpResponseMessage"/> with a status that
    /// is one.
    /// </summary>
    public bool IsTransient => Exception is { } error ? TransientErrors.Includes(error)
        : Result is HttpResponseMessage response && TransientErrors.Includes(response.StatusCode);

    /// <summary>How long the service asks to wait (<c>Retry-After</c> of an <see cref="HttpResponseMessage"/>, RFC 9110, 10.2.3); null where it does not.</summary>
    /// <param name="now">The time (UTC), for a <c>Retry-After</c> that is a date.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        var headers = (Result as HttpResponseMessage)?.Headers;
        var header = headers?.RetryAfter;
        var delay = header?.Delta ?? (header?.Date - now) ?? (headers is not null && IsBeyondRange(headers) ? TimeSpan.FromSeconds(int.MaxValue) : null);
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    // .NET reads no number of seconds above int.MaxValue: what asks for the longest wait would ask for none.
    private static bool IsBeyondRange(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Retry-After", out var values) && values is { Count: 1 } && values.ToString() is { Length: > 9 } text && text.All(char.IsAsciiDigit);

    /// <summary>The outcome on one line, as a cause.</summary>
    internal string Describe() => Exception is { } error ? $"{error.GetType().Name}: {error.Message}"
        : Result is HttpResponseMessage response ? $"HTTP {(int)response.StatusCode}" : "the result counts as a failure";
}
