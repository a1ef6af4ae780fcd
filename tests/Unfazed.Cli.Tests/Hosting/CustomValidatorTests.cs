using System.Net;
using System.Net.Sockets;
using System.Text;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>The sample of a program on the library, run as it was built.</summary>
public sealed class CustomValidatorTests : IDisposable
{
    private const int Limit = 180_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task Its_validator_blocks_what_cannot_be_sold_and_the_findings_go_into_a_spreadsheet()
    {
        using var output = new TemporaryDirectory();
        Sell("""{"sku": "=A1", "cents": 0}, {"sku": "MUG", "cents": 1290}, {"sku": "MUG", "cents": 1290}""");

        var ended = await _unfazed.RunOtherAsync("CustomValidator", _repository.Path, ".", output["findings.csv"]);

        Assert.Equal(1, ended.ExitCode);
        Assert.Empty(ended.Error);
        Assert.Contains("failed       catalogue", ended.Output, StringComparison.Ordinal);
        Assert.Contains("skipped      stock", ended.Output, StringComparison.Ordinal);
        Assert.Contains("passed       secrets", ended.Output, StringComparison.Ordinal);
        Assert.EndsWith("blocked\n", ended.Output, StringComparison.Ordinal);
        var rows = (await File.ReadAllTextAsync(output["findings.csv"])).Split("\r\n");
        Assert.Contains("catalogue,blocker,catalogue,price,error,data/catalogue.json,,'=A1 costs 0 cents", rows);
        Assert.Contains("catalogue,blocker,catalogue,number,error,data/catalogue.json,,MUG is there 2 times", rows);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_no_catalogue_was_not_verified()
    {
        _repository.Folder.Write("data/catalogue.json", "{\"products\": 1}\n");
        _repository.Commit();

        var ended = await _unfazed.RunOtherAsync("CustomValidator", _repository.Path);

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("error        catalogue", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_warehouse_that_is_down_is_unavailable_and_then_not_asked_any_more()
    {
        // Bound and not listening: every connection is refused, and nobody else can take the port.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _unfazed.Variables["WAREHOUSE"] = $"http://{nobody.LocalEndPoint}/";
        Sell("""{"sku": "MUG", "cents": 1290}""");

        var statuses = new List<string>();
        for (var run = 0; run < 3; run++)
        {
            var ended = await _unfazed.RunOtherAsync("CustomValidator", _repository.Path);
            Assert.Equal(0, ended.ExitCode);
            statuses.Add(ended.Output.Split('\n').Single(static line => line.Contains(" stock:", StringComparison.Ordinal)).Split(' ')[0]);
        }

        Assert.Equal(["unavailable", "unavailable", "circuit_open"], statuses);
    }

    [Fact(Timeout = Limit)]
    public async Task A_warehouse_that_answers_says_what_it_does_not_know()
    {
        using var warehouse = new TcpListener(IPAddress.Loopback, 0);
        warehouse.Start();
        var serving = ServeAsync(warehouse);
        _unfazed.Variables["WAREHOUSE"] = $"http://{warehouse.LocalEndpoint}/";
        Sell("""{"sku": "MUG", "cents": 1290}, {"sku": "GHOST", "cents": 1}""");

        var ended = await _unfazed.RunOtherAsync("CustomValidator", _repository.Path);
        warehouse.Stop();
        await serving;

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("failed       stock: 1 problem", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private void Sell(string products)
    {
        _repository.Folder.Write("data/catalogue.json", $"{{\"products\": [{products}]}}\n");
        _repository.Commit();
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        var question = new byte[4096];
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var length = await client.GetStream().ReadAsync(question);
                var knows = !Encoding.ASCII.GetString(question, 0, length).Contains("GHOST", StringComparison.Ordinal);
                var answer = $"HTTP/1.1 {(knows ? "200 OK" : "404 Not Found")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was stopped: the test is over.
        }
    }
}
