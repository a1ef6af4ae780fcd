using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Unfazed.Validators.Migration;

/// <summary>The types of files of pre-commit's identify library, as globs.</summary>
internal static class FileTypes
{
    private static readonly FrozenDictionary<string, string> Globs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["python"] = "**/*.{py,pyi}",
        ["pyi"] = "**/*.pyi",
        ["javascript"] = "**/*.{js,mjs,cjs}",
        ["jsx"] = "**/*.jsx",
        ["ts"] = "**/*.ts",
        ["tsx"] = "**/*.tsx",
        ["shell"] = "**/*.{sh,bash}",
        ["bash"] = "**/*.{sh,bash}",
        ["yaml"] = "**/*.{yaml,yml}",
        ["json"] = "**/*.json",
        ["markdown"] = "**/*.md",
        ["toml"] = "**/*.toml",
        ["xml"] = "**/*.xml",
        ["html"] = "**/*.html",
        ["css"] = "**/*.css",
        ["scss"] = "**/*.scss",
        ["go"] = "**/*.go",
        ["rust"] = "**/*.rs",
        ["ruby"] = "**/*.rb",
        ["c"] = "**/*.{c,h}",
        ["c++"] = "**/*.{cc,cpp,cxx,hh,hpp,hxx}",
        ["c#"] = "**/*.cs",
        ["java"] = "**/*.java",
        ["dockerfile"] = "**/Dockerfile",
        ["rst"] = "**/*.rst",
        ["sql"] = "**/*.sql",
        ["terraform"] = "**/*.tf",
        ["proto"] = "**/*.proto",
        ["file"] = "**/*",
        ["text"] = "**/*",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Globs of files of any of these types; null when one has none.</summary>
    public static ImmutableArray<string>? Of(IEnumerable<string> types)
    {
        var globs = types.Select(static type => Globs.GetValueOrDefault(type)).ToList();
        return globs.Contains(null) ? null : [.. globs.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
