using System.Text;
using Unfazed.Validators.Secrets;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class KeyIdentityTests
{
    [Theory]
    [InlineData("-----\nAAAA\nBBBB\n-----END X-----\n", "-----\r\n  AAAA\r\n  BBBB\r\n-----END X-----\n")]
    [InlineData("-----\nAAAA\n-----END X-----\n", "-----\\nAAAA\\n-----END X-----\\n\"}")]
    [InlineData("-----\nAAAA\n-----END X-----\n", "-----\\n\" +\n  \"AAAA\\n\" +\n \"-----END X-----\"")]
    [InlineData("-----\nAAAA\n-----END X-----\nafter", "-----\nAAAA\n-----END X-----\nother")]
    [InlineData("-----\";\nfoo(1);\n", "-----\";\nbar(2);\n")]
    [InlineData("-----\nAAAA\n\nafter", "-----\nAAAA\n\nother")]
    public void The_same_key_has_one_identity_however_it_is_written(string one, string two) => Assert.Equal(Of(one), Of(two));

    [Theory]
    [InlineData("-----\nAAAA\n", "-----\nBBBB\n")]
    [InlineData("-----\nAAAA\n-----END X-----\n", "-----\nAAAB\n-----END X-----\n")]
    [InlineData("2: ssh-rsa\nEncryption: none\nPublic-Lines: 1\nAAAA\n", "2: ssh-rsa\nEncryption: none\nPublic-Lines: 1\nAAAB\n")]
    public void Another_key_has_another_identity_that_does_not_hold_it(string one, string two)
    {
        Assert.NotEqual(Of(one), Of(two));
        Assert.DoesNotContain("AAAA", Of(one), StringComparison.Ordinal);
    }

    private static string Of(string text) => KeyIdentity.Of(Encoding.UTF8.GetBytes(text));
}
