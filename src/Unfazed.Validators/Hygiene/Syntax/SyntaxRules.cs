using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Hygiene.Syntax.Toml;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The rules about syntax, for one whole file.</summary>
internal static class SyntaxRules
{
    /// <summary>The rule that applies to a file, or null.</summary>
    public static string? For(FileLanguage language, RuleSet rules) => language switch
    {
        FileLanguage.Json or FileLanguage.JsonWithComments when (rules & RuleSet.Json) != 0 => HygieneRules.Json,
        FileLanguage.Yaml when (rules & RuleSet.Yaml) != 0 => HygieneRules.Yaml,
        FileLanguage.Xml or FileLanguage.MaybeXml when (rules & RuleSet.Xml) != 0 => HygieneRules.Xml,
        FileLanguage.Toml when (rules & RuleSet.Toml) != 0 => HygieneRules.Toml,
        _ => null,
    };

    /// <summary>Reports what does not parse.</summary>
    public static void Check(string rule, DataFile file, FileFindings findings)
    {
        foreach (var problem in Problems(file))
        {
            var isTemplate = problem.Severity == Severity.Error && Templates.Explain(file.Path, file.Text, problem.Place.Line ?? 0);
            var shown = isTemplate ? SyntaxProblem.NotChecked("it is a template, and no data before it is filled in", problem.Place) : problem;
            findings.Add(rule, shown.Severity, shown.Message, shown.Place);
            if (isTemplate)
            {
                return;
            }
        }
    }

    /// <summary>Says that a file is too long to be parsed.</summary>
    public static void TooLong(string rule, FileFindings findings) =>
        findings.Add(rule, Severity.Note, SyntaxProblem.NotChecked("longer than 16 MiB").Message);

    private static List<SyntaxProblem> Problems(DataFile file) => file.Language switch
    {
        FileLanguage.Json or FileLanguage.JsonWithComments or FileLanguage.Toml when file.ConvertedFrom is { } encoding => [WrongEncoding(encoding, file.Language)],
        FileLanguage.Json or FileLanguage.JsonWithComments => JsonSyntax.Check(file.Text, file.Language == FileLanguage.JsonWithComments),
        FileLanguage.Yaml => YamlSyntax.Check(file.Text),
        FileLanguage.Toml => TomlSyntax.Check(file.Text) is { } problem ? [problem] : [],
        FileLanguage.MaybeXml when !file.Text.TrimStart(" \t\r\n"u8).StartsWith("<"u8) => [],
        _ => XmlSyntax.Check(file.Text, file.ConvertedFrom) is { } flaw ? [flaw] : [],
    };

    // RFC 8259 (8.1) and TOML 1.0 allow no other encoding, and the programs that read them refuse it.
    private static SyntaxProblem WrongEncoding(Encoding encoding, FileLanguage language) =>
        new($"{encoding.WebName.ToUpperInvariant()}, and {(language == FileLanguage.Toml ? "TOML" : "JSON")} must be UTF-8: save it as UTF-8", new TextPlace(1, 1));
}
