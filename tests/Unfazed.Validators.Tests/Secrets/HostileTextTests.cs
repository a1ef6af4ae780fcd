using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Secrets;
using Unfazed.Validators.Tests.TextFiles;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

/// <summary>Texts that are made to take long. Each limit is many times what they take, and a small part of what time in the square of the length would be.</summary>
public sealed class HostileTextTests
{
    private const int Length = 1_000_000;

    public static TheoryData<string> Units =>
    [
        .. TokenForms.All.Select(static form => Encoding.ASCII.GetString(form.Prefix)).Distinct(StringComparer.Ordinal), "eyJhbGciOiJSUzI1NiJ9.", "://u:", "://u:p@", "\"kty\"\"d\"", "{\"kty\"}", "xox" + "b-1-",
        "-----BEGIN PRIVATE" + " KEY-----\n", "A: -----BEGIN PRIVATE" + " KEY-----\n", "TFMwdExTMUNSVWRK", "QUFB\n", new string('Q', 76) + "\n", "secret_key=", "\\", "&", "<br", "%",
    ];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Units))]
    public async Task A_unit_a_million_bytes_long_takes_linear_time(string unit)
    {
        var seen = await Examinations.SecretsOf("a.txt", string.Concat(Enumerable.Repeat(unit, Length / unit.Length)));

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task More_secrets_than_a_report_holds_make_the_result_incomplete()
    {
        var text = string.Concat(Enumerable.Range(0, TextFileValidator.MaxFindings + 7).Select(static number => $"AKI{"A"}Q3EGRDW7LK{(char)('A' + (number / 17576))}{(char)('A' + (number % 26))}{(char)('A' + (number / 26 % 26))}{(char)('A' + (number / 676 % 26))}2Z\n"));
        var seen = await Examinations.SecretsOf("a.txt", text);

        Assert.Equal(TextFileValidator.MaxFindings, seen.Findings.Length);
        Assert.NotNull(seen.Incomplete);
    }
}
