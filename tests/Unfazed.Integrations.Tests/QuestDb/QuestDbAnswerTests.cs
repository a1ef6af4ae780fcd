using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.QuestDb;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>A server that answers byte for byte as QuestDB documents (HTTP, line protocol).</summary>
public sealed class QuestDbAnswerTests : IAsyncLifetime, IDisposable
{
    private const int Limit = 120_000;

    // The documented form of an error: code, message, line and errorId, as JSON.
    private const string Documented =
        """{"code":"invalid","message":"failed to parse line protocol:errors encountered on line(s):\nerror in line 3: table: unfazed_runs, column: checks; cast error from protocol type: STRING to column type: LONG","line":3,"errorId":"ABC-2"}""";

    private readonly PoorServer _server = new() { Behaviour = PoorBehaviour.Answers };
    private readonly ServiceHttp _http = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact(Timeout = Limit)]
    public async Task Rows_go_to_write_and_204_is_the_only_yes()
    {
        Assert.Equal(ServiceAnswer.Accepted, await SendAsync(_server.Address));
        Assert.StartsWith("POST /write HTTP/1.1\r\n", _server.Requests[0], StringComparison.Ordinal);

        _server.Answer = static _ => PoorServer.Http(200, "<html>Welcome to the hotel</html>");
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(_server.Address));
    }

    [Fact(Timeout = Limit)]
    public async Task A_path_of_ones_own_and_a_query_stay()
    {
        await SendAsync(_server.Address + "/api/v2/write?bucket=x");

        Assert.StartsWith("POST /api/v2/write?bucket=x HTTP/1.1\r\n", _server.Requests[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_documented_refusal_is_passed_on_in_one_line()
    {
        _server.Answer = static _ => PoorServer.Http(400, Documented, "Content-Type: application/json; charset=utf-8\r\n");

        var answer = await SendAsync(_server.Address);

        Assert.Equal(ServiceAnswerKind.Refused, answer.Kind);
        Assert.Equal("it says 400 Something: error in line 3: table: unfazed_runs, column: checks; cast error from protocol type: STRING to column type: LONG (ABC-2)", answer.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"message\": 3, \"line\": \"x\", \"errorId\": {}}")]
    [InlineData("{\"message\":\"\\ud800\",\"line\":1e99}")]
    [InlineData("{\"line\":9223372036854775808}")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]")]
    public void What_is_no_documented_refusal_is_passed_on_as_it_is(string body) => Assert.NotNull(QuestDbRefusal.Explain(body));

    [Theory(Timeout = Limit)]
    [InlineData("Retry-After: 30\r\n", 30)]
    [InlineData("Retry-After: 99999999\r\n", 3600)]
    [InlineData("Retry-After: 999999999999\r\n", 3600)]
    public async Task Who_says_when_to_come_back_is_busy(string header, int seconds)
    {
        _server.Answer = _ => PoorServer.Http(429, "", header);

        var answer = await SendAsync(_server.Address);

        Assert.Equal((ServiceAnswerKind.Busy, TimeSpan.FromSeconds(seconds)), (answer.Kind, answer.RetryAfter));
    }

    [Theory(Timeout = Limit)]
    [InlineData(429, "Retry-After: 0\r\n")]
    [InlineData(503, "Retry-After: Mon, 01 Jan 2001 00:00:00 GMT\r\n")]
    [InlineData(503, "Retry-After: soon\r\n")]
    [InlineData(500, "")]
    [InlineData(408, "")]
    public async Task Who_does_not_is_broken(int status, string header)
    {
        _server.Answer = _ => PoorServer.Http(status, "secret of a proxy", header);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(_server.Address));

        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_redirect_is_not_followed_and_a_login_that_is_refused_is_no_failure(int status)
    {
        await using var elsewhere = new PoorServer { Behaviour = PoorBehaviour.Answers };
        _server.Answer = _ => PoorServer.Http(status, "", $"Location: {elsewhere.Address}/write\r\n");

        Assert.Equal(ServiceAnswerKind.Denied, (await SendAsync(_server.Address)).Kind);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_an_endless_answer_only_the_beginning_is_read()
    {
        _server.Answer = static _ => "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat($"10000\r\n{new string('x', 0x10000)}\r\n", 50));

        var answer = await SendAsync(_server.Address);

        Assert.InRange(answer.Message.Length, 1, 300);
    }

    [Theory(Timeout = Limit)]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("HTTP/1.1 204 OK\r\nX: ")]
    [InlineData("")]
    public async Task What_is_no_HTTP_is_an_error_of_the_connection(string answer)
    {
        _server.Answer = _ => answer;

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(_server.Address));
    }

    private Task<ServiceAnswer> SendAsync(string address)
    {
        Assert.True(ServiceAddress.TryParse(address, out var parsed, out _));
        var sink = new QuestDbSink(parsed, TimeProvider.System);
        return sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);
    }
}
