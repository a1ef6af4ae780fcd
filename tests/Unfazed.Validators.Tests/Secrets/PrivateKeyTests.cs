using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class PrivateKeyTests
{
    private const string Key = "PRIVATE KEY";

    public static TheoryData<string> Beginnings =>
    [
        $"-----BEGIN {Key}-----", $"-----BEGIN RSA {Key}-----", $"-----BEGIN EC {Key}-----", $"-----BEGIN DSA {Key}-----",
        $"-----BEGIN OPENSSH {Key}-----", $"-----BEGIN ENCRYPTED {Key}-----", $"-----BEGIN PGP {Key} BLOCK-----",
        $"---- BEGIN SSH2 ENCRYPTED {Key} ----", "-----BEGIN OpenVPN Static " + "key V1-----", "PuTTY-User-Key-" + "File-3: ssh-ed25519",
    ];

    [Theory(Timeout = 10_000)]
    [MemberData(nameof(Beginnings))]
    public async Task Every_kind_of_private_key_is_an_error_where_it_begins(string beginning)
    {
        var finding = Assert.Single((await Examinations.SecretsOf("id", $"é\nkey: \"{beginning}\nMII")).Findings);
        Assert.Equal(("secrets", "detect-private-key", Severity.Error, 2, 7), (finding.Tool, finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Theory(Timeout = 10_000)]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----END " + Key + "-----")]
    [InlineData("the line BEGIN " + Key + " marks it")]
    [InlineData("MY_" + Key)]
    [InlineData("PuTTY-User-Key-File-")]
    public async Task What_is_no_private_key_is_no_finding(string text) => Assert.Empty((await Examinations.SecretsOf("a", text)).Findings);

    [Fact(Timeout = 10_000)]
    public async Task Every_key_of_a_file_is_found_up_to_ten()
    {
        var seen = await Examinations.SecretsOf("a", string.Concat(Enumerable.Repeat($"x -----BEGIN {Key}-----\n", 30)));
        Assert.Equal(Enumerable.Range(1, 10), seen.Findings.Select(finding => finding.Line!.Value));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_key_in_a_file_of_many_megabytes_on_one_line_is_found_wherever_it_stands()
    {
        var text = new string('x', 17 * 1024 * 1024).ToCharArray();
        var marker = $"-----BEGIN {Key}-----";
        int[] places = [0, (1024 * 1024) - 256 - 13, (2 * 1024 * 1024) - 512 - 3, 9_999_999];
        foreach (var place in places)
        {
            marker.CopyTo(0, text, place, marker.Length);
        }

        var seen = await Examinations.SecretsOf("a", new string(text));
        Assert.Equal(places.Select(place => (1, place + 1)), seen.Findings.Select(finding => (finding.Line!.Value, finding.Column!.Value)));
    }
}
