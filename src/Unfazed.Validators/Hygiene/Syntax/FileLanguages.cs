using System.Collections.Frozen;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Tells a file's language by its name.</summary>
internal static class FileLanguages
{
    private static readonly FrozenDictionary<string, FileLanguage> ByExtension = Table(
        (FileLanguage.Json, ".json .geojson .topojson .webmanifest .ipynb .sarif .har .avsc .tfstate .jsonld .gltf .importmap"),
        (FileLanguage.JsonWithComments, ".jsonc .code-workspace .code-snippets .sublime-settings .sublime-project .sublime-keymap .sublime-commands .sublime-build .sublime-menu .sublime-mousemap .sublime-completions"),
        (FileLanguage.Yaml, ".yaml .yml .cff"),
        (FileLanguage.Toml, ".toml"),
        (FileLanguage.Xml, ".xml .xsd .xsl .xslt .svg .csproj .fsproj .vbproj .vcxproj .sqlproj .esproj .wixproj .shproj .slnx .resx .resw .xaml .axaml .nuspec .wsdl .xlf .xliff .rss .atom .gpx .kml .mml .xhtml .xul .storyboard .xib .ruleset .runsettings .vsixmanifest .vsct .wxs .wxi .wxl .iml .rels .xmi .bpmn .jmx .graphml .opml .rng .sch .tmx .fxml .qrc"),
        (FileLanguage.MaybeXml, ".props .targets .proj .config .plist .ui .pom .launch .project .classpath .rdf .owl .manifest .settings"));

    private static readonly FrozenDictionary<string, FileLanguage> ByName = Table(
        (FileLanguage.Json, "composer.lock Pipfile.lock flake.lock deno.lock .arcconfig .watchmanconfig"),
        // These are read with comments by the programs that they belong to: TypeScript, VS Code and dev containers, ESLint, SWC, Babel,
        // API Extractor, TypeDoc, TSLint, JSHint, JSCS, Pyright, Angular, Nx, Turborepo, Biome, Oxlint, Deno, Renovate, Wrangler, CSpell,
        // markdownlint, Mocha, Stylelint, Rush, Knip, Lua's language server, OmniSharp, the .NET SDK and .NET's configuration of applications.
        (FileLanguage.JsonWithComments, "devcontainer.json .devcontainer.json .eslintrc.json .swcrc .babelrc .babelrc.json babel.config.json api-extractor.json api-extractor-base.json typedoc.json tslint.json .jshintrc .jscsrc .jslintrc pyrightconfig.json angular.json workspace.json nx.json project.json turbo.json biome.json .oxlintrc.json deno.json renovate.json .renovaterc .renovaterc.json wrangler.json cspell.json .cspell.json .markdownlint.json .markdownlint-cli2.json .mocharc.json .stylelintrc.json rush.json knip.json .luarc.json omnisharp.json global.json launchSettings.json language-configuration.json WorkloadManifest.json runtimeconfig.template.json tasks.json settings.json launch.json keybindings.json c_cpp_properties.json"),
        (FileLanguage.Toml, "Cargo.lock Pipfile poetry.lock pdm.lock uv.lock"),
        (FileLanguage.Yaml, ".clang-format .clang-tidy .clangd .yamllint .gemrc .prettierrc.yaml"));

    /// <summary>The language of a file.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    public static FileLanguage Of(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var byName))
        {
            return byName;
        }

        var dot = name.LastIndexOf('.');
        var language = dot >= 0 && ByExtension.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[dot..], out var known) ? known : FileLanguage.None;
        return language == FileLanguage.Json && HasCommentsByCustom(path, name) ? FileLanguage.JsonWithComments : language;
    }

    // tsconfig.build.json and the like; what VS Code and dev containers keep in their folders; appsettings.Production.json; Rush's own.
    private static bool HasCommentsByCustom(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        name.StartsWith("tsconfig", StringComparison.Ordinal) || name.EndsWith(".tsconfig.json", StringComparison.Ordinal)
        || name.StartsWith("jsconfig", StringComparison.Ordinal)
        || name.EndsWith(".runtimeconfig.json", StringComparison.Ordinal)
        || name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
        || HasFolder(path, ".vscode/") || HasFolder(path, ".devcontainer/") || HasFolder(path, "common/config/rush/");

    private static bool HasFolder(ReadOnlySpan<char> path, string folder) =>
        path.IndexOf(folder, StringComparison.Ordinal) is var index && (index == 0 || (index > 0 && path[index - 1] == '/'));

    private static FrozenDictionary<string, FileLanguage> Table(params ReadOnlySpan<(FileLanguage Language, string Names)> rows)
    {
        var table = new Dictionary<string, FileLanguage>(StringComparer.OrdinalIgnoreCase);
        foreach (var (language, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                table[name] = language;
            }
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
