using System.Text;
using Unfazed.Integrations.Agents;

namespace Unfazed.Integrations.Tests.Agents;

public class HandshakeReplyTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05"}}""", "2024-11-05")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"x","data":{"supported":["2026-07-28","2027-01-01"],"requested":"2025-06-18"}}}""", "2026-07-28,2027-01-01")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"x","data":{"supported":["2026-07-28"]}}}""", "2026-07-28")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}""", "2026-07-28")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"no API key"}}""", "")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":"x","data":{"supported":[1,null,""]}}}""", "")]
    [InlineData("""{"error":[],"result":7}""", "")]
    [InlineData("Server ready\n{ broken\n\n{\"result\":{\"protocolVersion\":\"2025-03-26\"}}\n", "2025-03-26")]
    [InlineData("", "")]
    public void A_reply_to_the_handshake_names_the_revisions_that_the_server_speaks(string printed, string revisions) =>
        Assert.Equal(revisions, string.Join(',', HandshakeReply.Revisions(Encoding.UTF8.GetBytes(printed))));
}
