using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration;

public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("http://localhost:9091", "http://localhost:9091", "http://localhost:9091")]
    [InlineData("http://localhost:9091/", "http://localhost:9091", "http://localhost:9091")]
    [InlineData("https://host:443/prefix/", "https://host/prefix", "https://host/prefix")]
    [InlineData("https://ann:s3cret@host/write?db=x&p=s3cret", "https://***@host/write?…", "https://host/write")]
    [InlineData("http://s3cret@host", "http://***@host", "http://host")]
    [InlineData("http://[::1]:9000", "http://[::1]:9000", "http://[::1]:9000")]
    public void What_is_shown_and_stored_holds_no_credentials(string text, string shown, string endpoint)
    {
        Assert.True(ServiceAddress.TryParse(text, out var address, out _));
        Assert.Equal(shown, address.ToString());
        Assert.Equal(endpoint, address.Endpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:9091")]
    [InlineData("ftp://s3cret@host")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://s3cret@ho st")]
    [InlineData(" http://s3cret@host")]
    [InlineData("http://s3cret@host\n")]
    [InlineData("http://s3cret@host#fragment")]
    public void What_is_no_address_is_refused_and_not_quoted(string text)
    {
        Assert.False(ServiceAddress.TryParse(text, out _, out var error));
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }
}
