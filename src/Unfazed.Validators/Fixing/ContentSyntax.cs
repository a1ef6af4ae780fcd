using System.Collections.Frozen;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Fixing;

/// <summary>In which places of a kind of file white space at the end of a line is content.</summary>
internal sealed record ContentSyntax
{
    /// <summary>Everywhere: a table's empty cell, a value, what a template writes.</summary>
    public bool Everywhere { get; init; }

    /// <summary>Behind the last line, too: what a template writes ends as the template does.</summary>
    public bool Ends { get; init; }

    /// <summary>In block scalars of YAML.</summary>
    public bool Blocks { get; init; }

    /// <summary>In strings of Python that go over several lines.</summary>
    public bool Python { get; init; }

    /// <summary>In here-documents.</summary>
    public bool Heredocs { get; init; }

    /// <summary>In raw strings of C++.</summary>
    public bool RawStrings { get; init; }

    /// <summary>Characters that open and close strings over several lines.</summary>
    public string Quotes { get; init; } = "";

    /// <summary>What opens and closes a literal over several lines.</summary>
    public (string Opener, string Closer)[] Spans { get; init; } = [];

    private static readonly ContentSyntax Value = new() { Everywhere = true };
    private static readonly ContentSyntax Template = new() { Everywhere = true, Ends = true };
    private static readonly ContentSyntax Yaml = new() { Blocks = true };
    private static readonly ContentSyntax PythonText = new() { Python = true };
    private static readonly ContentSyntax Script = new() { Heredocs = true, Quotes = "'\"`" };
    private static readonly ContentSyntax Terraform = new() { Heredocs = true };
    private static readonly ContentSyntax Backticks = new() { Spans = [("`", "`")] };
    private static readonly ContentSyntax TripleQuotes = new() { Spans = [("\"\"\"", "\"\"\""), ("'''", "'''")] };
    private static readonly ContentSyntax DotNet = new() { Spans = [("\"\"\"", "\"\"\""), ("@\"", "\""), ("@$\"", "\"")] };
    private static readonly ContentSyntax Cpp = new() { RawStrings = true };
    private static readonly ContentSyntax DoubleQuotes = new() { Quotes = "\"" };
    private static readonly ContentSyntax BothQuotes = new() { Quotes = "'\"", Spans = [("[[", "]]"), ("[=", "=]")] };

    private static readonly ContentSyntax Markup = new()
    {
        Spans = [("<pre", "</pre"), ("<textarea", "</textarea"), ("<![CDATA[", "]]>"), ("xml:space", "</"), ("<value", "</value"), ("`", "`")],
    };

    private static readonly FrozenDictionary<string, ContentSyntax> ByExtension = Table(
        (".csv .tsv .tab .psv .properties .env .mk .mak", Value),
        (".erb .j2 .jinja .jinja2 .hbs .handlebars .mustache .liquid .tmpl .tpl .twig .ejs .njk .gotmpl .gohtml", Template),
        (".yml .yaml .cff .clang-format .clang-tidy", Yaml),
        (".py .pyi .pyw", PythonText),
        (".sh .bash .zsh .ksh .bats .rb .rake .gemspec .pl .pm .t .php .tcl .ps1 .psm1 .psd1 .r", Script),
        (".tf .tfvars .hcl .nomad", Terraform),
        (".js .jsx .mjs .cjs .ts .tsx .mts .cts .go", Backticks),
        (".toml .kt .kts .scala .sc .swift .groovy .gradle .dart .jl .ex .exs .java .graphql .gql .nim .bzl .bazel .star", TripleQuotes),
        (".cs .csx .fs .fsx .vb", DotNet),
        (".c .h .cc .cpp .cxx .hh .hpp .hxx .cu .m .mm .ino", Cpp),
        (".rs .el .lisp .clj .cljs .scm .rkt .cmake .ml .mli .erl .jsonnet", DoubleQuotes),
        (".sql .lua .nix .vim", BothQuotes),
        (".html .htm .xhtml .xml .svg .resx .xaml .xsl .xslt .vue .svelte .astro", Markup));

    private static readonly FrozenDictionary<string, ContentSyntax> ByName = Table(
        ("makefile gnumakefile .env", Value), ("dockerfile containerfile gemfile rakefile vagrantfile", Script), ("jenkinsfile build workspace", TripleQuotes), ("cmakelists.txt", DoubleQuotes));

    /// <summary>The syntax of a file; null for a kind of which nothing of that is known.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="text">Its content.</param>
    public static ContentSyntax? Of(string path, ReadOnlySpan<byte> text)
    {
        var name = Path.GetFileName(path);
        return ByName.TryGetValue(name, out var named) ? named
            : name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase) ? Value
            : ByExtension.TryGetValue(Path.GetExtension(name), out var known) ? known
            : Shebang.Parse(text) switch
            {
                null => null,
                var program when program.StartsWith("python", StringComparison.Ordinal) => PythonText,
                "node" or "deno" or "bun" => Backticks,
                _ => Script,
            };
    }

    private static FrozenDictionary<string, ContentSyntax> Table(params (string Names, ContentSyntax Syntax)[] rows) => rows
        .SelectMany(static row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Syntax)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
