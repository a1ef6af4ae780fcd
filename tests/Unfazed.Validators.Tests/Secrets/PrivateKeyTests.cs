using System.Security.Cryptography;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class PrivateKeyTests
{
    private const string Key = "PRIVATE KEY";
    private const string Line = "q3Vt8LkZ0mXw7RbYc5NfH2sDgJ9aPuE4TiWoKxQ6yCzBnM1vFhSrUlGdIeAjOp7k";

    /// <summary>A new key of RSA in PEM.</summary>
    public static string Rsa()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public static TheoryData<string> Beginnings =>
    [
        $"-----BEGIN {Key}-----", $"-----BEGIN RSA {Key}-----", $"-----BEGIN EC {Key}-----", $"-----BEGIN DSA {Key}-----",
        $"-----BEGIN OPENSSH {Key}-----", $"-----BEGIN PGP {Key} BLOCK-----\nVersion: GnuPG v2\n",
        $"---- BEGIN SSH2 {Key} ----\nComment: \"a\"", "-----BEGIN OpenVPN Static " + "key V1-----", "PuTTY-User-Key-" + "File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 2",
        $"\\u002d\\u002d\\u002d\\u002d\\u002dBEGIN {Key}\\u002d\\u002d\\u002d\\u002d\\u002d",
    ];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Beginnings))]
    public async Task Every_kind_of_private_key_is_an_error_where_it_begins(string beginning)
    {
        var finding = Assert.Single((await Examinations.SecretsOf("id", $"é\nkey: \"{beginning}\n{Line}\n{Line}\n")).Findings);
        Assert.Equal(("secrets", "detect-private-key", Severity.Error, 2, 7), (finding.Tool, finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    public static TheoryData<string> Keys()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return [rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), curve.ExportECPrivateKeyPem(), curve.ExportPkcs8PrivateKeyPem(), small.ExportPkcs8PrivateKeyPem()];
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Keys), DisableDiscoveryEnumeration = true)]
    public async Task A_key_is_one_finding_with_one_identity_however_a_file_writes_it(string pem)
    {
        var lines = pem.Split('\n');
        string[] files =
        [
            pem, pem.Replace("\n", "\r\n", StringComparison.Ordinal), Each("    ", "\n"), Each("# ", "\n"), Each("// ", "\n"), Each(" * ", "\n"), Each("> ", "\n"),
            $"{{\"private_key\":{JsonSerializer.Serialize(pem)}}}", $"K={pem.Replace("\n", "\\n", StringComparison.Ordinal)}", $"K={Uri.EscapeDataString(pem).Replace("%20", " ", StringComparison.Ordinal)}", $"K=\"{pem.Replace("/", "\\/", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            Each("    \"", "\\n\" +\n"), Each("'", "\\n',\n"), Each("\"", "\\n\"\n"), pem.Replace("\n", "&#10;", StringComparison.Ordinal), pem.Replace("\n", "<br/>", StringComparison.Ordinal), pem.Replace("\n", " ", StringComparison.Ordinal),
        ];

        var identities = new HashSet<string>();
        foreach (var text in files)
        {
            identities.Add(Assert.Single((await Examinations.SecretsOf("a", text)).Findings).Identity!);
        }

        Assert.DoesNotContain(lines[1], Assert.Single(identities), StringComparison.Ordinal);

        string Each(string before, string behind) => string.Concat(lines.Select(line => before + line + behind));
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_key_has_another_identity() =>
        Assert.NotEqual(Assert.Single((await Examinations.SecretsOf("a", Rsa())).Findings).Identity, Assert.Single((await Examinations.SecretsOf("a", Rsa())).Findings).Identity);

    [Theory(Timeout = 120_000)]
    [InlineData("-----BEGIN PUBLIC KEY-----\n" + Line)]
    [InlineData("-----BEGIN CERTIFICATE-----\n" + Line)]
    [InlineData("-----END " + Key + "-----\n" + Line)]
    [InlineData("the line BEGIN " + Key + " marks it\n" + Line)]
    [InlineData("MY_" + Key + "\n" + Line)]
    [InlineData("PuTTY-User-Key-File-\n" + Line)]
    [InlineData("A key file begins with `-----BEGIN " + Key + "-----`, and base64 follows it in several lines.")]
    [InlineData("k = k.replace('-----BEGIN " + Key + "-----', '')")]
    [InlineData("k: \"-----BEGIN " + Key + "-----\\n<your key>\\n-----END " + Key + "-----\"")]
    [InlineData("-----BEGIN " + Key + "-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC…\n-----END")]
    [InlineData("-----BEGIN RSA " + Key + "-----\nMIICiTCCAfICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDELMAkGA1UEBhMC\n" + Line + "\n" + Line + "\n" + Line)]
    [InlineData("-----BEGIN RSA " + Key + "-----\n" + Line + "\nEXAMPLE" + Line)]
    [InlineData("-----BEGIN FAKE RSA " + Key + "-----\n" + Line)]
    [InlineData("-----BEGIN " + Key + "-----\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n")]
    [InlineData("if (text.startsWith(\"-----BEGIN " + Key + "-----\")) {\n  return readPrivateKeyFromString(text);\n}")]
    public async Task What_is_no_whole_private_key_is_no_finding(string text) => Assert.Empty((await Examinations.SecretsOf("a", text)).Findings);

    [Theory(Timeout = 120_000)]
    [InlineData("a/server.key", Severity.Error)]
    [InlineData("tests/server.key", Severity.Warning)]
    [InlineData("src/test/resources/server.key", Severity.Warning)]
    [InlineData("pkg/testdata/server.key", Severity.Warning)]
    public async Task The_key_of_a_test_is_a_warning(string path, Severity severity) => Assert.Equal(severity, Assert.Single((await Examinations.SecretsOf(path, Rsa())).Findings).Severity);

    [Fact(Timeout = 120_000)]
    public async Task A_key_with_a_passphrase_is_a_warning()
    {
        using var key = RSA.Create(2048);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10));
        foreach (var text in (string[])[encrypted, $"-----BEGIN RSA {Key}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n{Line}\n{Line}\n"])
        {
            var finding = Assert.Single((await Examinations.SecretsOf("a", text)).Findings);
            Assert.Equal(Severity.Warning, finding.Severity);
            Assert.Contains("passphrase", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_key_of_a_file_is_found()
    {
        var seen = await Examinations.SecretsOf("a", string.Concat(Enumerable.Repeat($"-----BEGIN {Key}-----\n{Line}\n-----END {Key}-----\n", 30)));
        Assert.Equal(Enumerable.Range(0, 30).Select(static number => 1 + (number * 3)), seen.Findings.Select(static finding => finding.Line!.Value));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_in_a_file_of_many_megabytes_is_found_wherever_it_is()
    {
        var key = $"-----BEGIN {Key}-----\\n{Line}\\n-----END {Key}-----";
        int[] places = [0, (1024 * 1024) - (16 * 1024) - 13, (2 * 1024 * 1024) - 512 - 3, 9_999_999];
        foreach (var filling in (string[])["x", "\n"])
        {
            var text = string.Concat(Enumerable.Repeat(filling, 17 * 1024 * 1024)).ToCharArray();
            foreach (var place in places)
            {
                key.CopyTo(0, text, place, key.Length);
            }

            var seen = await Examinations.SecretsOf("a", new string(text));
            Assert.Equal(places.Select(place => filling == "x" ? (1, place + 1) : (place - (Array.IndexOf(places, place) * key.Length) + 1, 1)), seen.Findings.Select(static finding => (finding.Line!.Value, finding.Column!.Value)));
        }
    }
}
