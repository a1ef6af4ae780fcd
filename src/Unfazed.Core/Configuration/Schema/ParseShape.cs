using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>How the output of a check of one's own is read.</summary>
internal static class ParseShape
{
    public static Shape<string> Parse { get; } = new ScalarShape<string>
    {
        Expected = "a form of output such as exit-code or sarif",
        Parse = static (node, context) => Read(node.Text, Known(context.Catalog)),
        Format = static form => form,
        Schema = static (writer, catalog) => Shapes.WriteChoice(writer, Known(catalog)),
    };

    /// <summary>The forms that are no tool's.</summary>
    public static ImmutableArray<string> Formats { get; } = ["exit-code", "sarif", "checkstyle", "junit", "cobertura", "lcov", "github", "gcc", "regex", "maven", "gradle", "javac", "go-test", "cargo-test", "ctest"];

    private static ImmutableArray<string> Known(ConfigurationCatalog catalog) =>
        [.. Formats, .. catalog.Checks.Where(static check => check.IsTool).Select(static check => check.Name)];

    private static Parsed<string> Read(string form, ImmutableArray<string> known)
    {
        return known.Contains(form, StringComparer.Ordinal)
            ? form
            : new Wrong($"unknown form of output {Quoted.Of(form)}{NearestName.Hint(form, known)} (one of {string.Join(", ", known)})");
    }
}
