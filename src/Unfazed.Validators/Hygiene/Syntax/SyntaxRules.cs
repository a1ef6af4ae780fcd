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
    public static void Check(string rule, FileLanguage language, string path, ReadOnlySpan<byte> text, FileFindings findings)
    {
        foreach (var problem in Problems(language, text))
        {
            var isTemplate = problem.Severity == Severity.Error && Templates.Explain(path, text, problem.Place.Line ?? 0);
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

    private static List<SyntaxProblem> Problems(FileLanguage language, ReadOnlySpan<byte> text) => language switch
    {
        FileLanguage.Json or FileLanguage.JsonWithComments => JsonSyntax.Check(text, language == FileLanguage.JsonWithComments),
        FileLanguage.Yaml => YamlSyntax.Check(text),
        FileLanguage.Toml => TomlSyntax.Check(text) is { } problem ? [problem] : [],
        FileLanguage.MaybeXml when !text.TrimStart(" \t\r\n"u8).StartsWith("<"u8) => [],
        _ => XmlSyntax.Check(text) is { } flaw ? [flaw] : [],
    };
}
