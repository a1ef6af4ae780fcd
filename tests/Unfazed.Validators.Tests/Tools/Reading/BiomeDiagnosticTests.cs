using Unfazed.Testing;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tests.Tools.Reading;

/// <summary>Recorded reports of Biome before 2.2, with advice removed.</summary>
public sealed class BiomeDiagnosticTests
{
    [Theory]
    [InlineData("1.9.4", "Use === instead of ==")]
    [InlineData("2.1.3", "Using == may be unsafe if you are relying on type coercion.")]
    public void Diagnostics_of_older_versions_have_their_line_and_message(string version, string message)
    {
        var report = File.ReadAllText(RepositoryRoot.Combine("tests", "Unfazed.Validators.Tests", "Tools", "Reading", $"biome-{version}.json"));
        var reading = Biome.Reader.Read(Printed.Output(report, exitCode: 1));
        Assert.Equal(
            [
                "a.tsx:4:17 Error [lint/suspicious/noDoubleEquals] " + message,
                "a.tsx:5:15 Error [lint/security/noDangerouslySetInnerHtml] Avoid passing content using the dangerouslySetInnerHTML prop.",
                "b.ts:1:9 Error [parse] Expected an expression, or an assignment but instead found ';'.",
            ],
            reading.Shown());
    }
}
