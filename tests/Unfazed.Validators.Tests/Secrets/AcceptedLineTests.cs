using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class AcceptedLineTests
{
    private const string Id = "AKI" + "AQ3EGRDW7LKPN2ZTV";

    [Theory(Timeout = 120_000)]
    [InlineData("k=" + Id + " # gitleaks:allow")]
    [InlineData("k=" + Id + " // pragma: allowlist secret")]
    [InlineData("# pragma: allowlist nextline secret\nk=" + Id)]
    public async Task A_secret_that_a_comment_accepts_is_a_note(string text)
    {
        var finding = Assert.Single((await Examinations.SecretsOf("a", text + "\n")).Findings);

        Assert.Equal(Severity.Note, finding.Severity);
        Assert.Contains("accepted", finding.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("# gitleaks:allow\nk=" + Id)]
    [InlineData("k=" + Id + "\n# gitleaks:allow")]
    [InlineData("# pragma: allowlist nextline secret\n\nk=" + Id)]
    public async Task A_comment_speaks_for_its_own_line_alone(string text) => Assert.Equal(Severity.Warning, Assert.Single((await Examinations.SecretsOf("a", text)).Findings).Severity);
}
