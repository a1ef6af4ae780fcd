using Unfazed.Integrations.Identity;

namespace Unfazed.Integrations.Tests.Identity;

public sealed class RepositoryPathTests
{
    [Theory]
    [InlineData("https://github.com/acme/shop.git", "acme/shop")]
    [InlineData("https://github.com/acme/shop/", "acme/shop")]
    [InlineData("https://x-access-token:s3cret@github.com/acme/shop", "acme/shop")]
    [InlineData("git@github.com:acme/shop.git", "acme/shop")]
    [InlineData("ssh://git@gitlab.example.org:2222/group/sub/shop.git", "group/sub/shop")]
    [InlineData("gh:acme/shop", "acme/shop")]
    [InlineData("https://acme@dev.azure.com/acme/web/_git/shop", "acme/web/shop")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/web/shop", "acme/web/shop")]
    [InlineData("https://bitbucket.example.org/scm/acme/shop.git", "acme/shop")]
    [InlineData("git://host/shop.git", "shop")]
    [InlineData("/srv/git/acme/shop.git", "shop")]
    [InlineData("/home/ann/shop/.git", "shop")]
    [InlineData("../shop", "shop")]
    [InlineData("file:///srv/git/shop.git", "shop")]
    [InlineData("C:\\work\\shop", "shop")]
    [InlineData("", null)]
    [InlineData("https://github.com", null)]
    [InlineData("https://[", null)]
    public void The_address_of_a_repository_gives_its_owner_and_name(string address, string? path) => Assert.Equal(path, RepositoryPath.Of(address));
}
