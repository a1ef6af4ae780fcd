using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Biome as a formatter: on where it is configured at all, unless its configuration turns formatting off.</summary>
internal static class BiomeFormat
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "biome-format",
        TestedVersion = "2.6.8",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "JavaScript",
        Files = Biome.Files,
        Evidence = [.. Biome.Configurations.OfType<FileEvidence>().Select(static file => new FormatterEvidence(file.FileName))],
        LookUp = new LookUp { Program = "biome", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,
        Arguments = static site => ["format", .. Biome.Report(site)],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Linter,
        Reader = Biome.Reader,
        Caching = new ToolCaching { Configuration = ["biome.json", "biome.jsonc", ".editorconfig", ".gitignore"], Variables = ["BIOME_*"] },
        Package = new Package { Npm = "@biomejs/biome" },
        Cores = 2,
        Fix = new ToolFix(FixKind.Formatter, static site => ["format", "--write", .. Biome.Report(site)]),
        FixSuggestion = "npx biome format --write",
    };

    private sealed record FormatterEvidence(string FileName) : ConfigurationEvidence(FileName)
    {
        public override string? Find(RepositoryView repository, string directory)
        {
            var path = RepositoryView.Join(directory, FileName);
            var isOff = repository.Json(path)?.Get("formatter").Get("enabled").ValueKind == JsonValueKind.False;
            return repository.Has(path) && !isOff ? path : null;
        }
    }
}
