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

    /// <summary>In quoted strings of OCaml: <c>{id|…|id}</c>.</summary>
    public bool QuotedStrings { get; init; }

    /// <summary>In literals between delimiters of the writer's choice.</summary>
    public bool Delimited { get; init; }

    /// <summary>Behind a line that ends the program: <c>__END__</c>, <c>__DATA__</c>, <c>__halt_compiler();</c>.</summary>
    public bool Data { get; init; }

    /// <summary>In the rows of <c>COPY … FROM stdin</c>.</summary>
    public bool Copies { get; init; }

    /// <summary>Everywhere, if a session of a shell or an interpreter is recorded: doctest and cram compare it.</summary>
    public bool Sessions { get; init; }

    /// <summary>Characters that open and close strings over several lines.</summary>
    public string Quotes { get; init; } = "";

    /// <summary>What a line begins with that is content to its end.</summary>
    public string LinePrefix { get; init; } = "";

    /// <summary>A character that escapes white space behind it, as a backslash does.</summary>
    public char Escape { get; init; } = '\\';

    /// <summary>What opens and closes a literal over several lines.</summary>
    public (string Opener, string Closer)[] Spans { get; init; } = [];

    private static readonly ContentSyntax Value = new() { Everywhere = true };
    private static readonly ContentSyntax Template = new() { Everywhere = true, Ends = true };
    private static readonly ContentSyntax Yaml = new() { Blocks = true };
    private static readonly ContentSyntax PythonText = new() { Python = true };
    private static readonly ContentSyntax Script = new() { Heredocs = true, Data = true, Quotes = "'\"`" };
    private static readonly ContentSyntax DelimitedScript = Script with { Delimited = true };
    private static readonly ContentSyntax PowerShell = Script with { Escape = '`' };
    private static readonly ContentSyntax Terraform = new() { Heredocs = true };
    private static readonly ContentSyntax Backticks = new() { Spans = [("`", "`")] };
    private static readonly ContentSyntax TripleQuotes = new() { Spans = [("\"\"\"", "\"\"\""), ("'''", "'''")] };
    private static readonly ContentSyntax TripleOrDouble = TripleQuotes with { Quotes = "\"" };
    private static readonly ContentSyntax Elixir = TripleOrDouble with { Delimited = true };
    private static readonly ContentSyntax CSharp = new() { Spans = [("\"\"\"", "\"\"\""), ("@\"", "\""), ("@$\"", "\"")] };
    private static readonly ContentSyntax Cpp = new() { RawStrings = true };
    private static readonly ContentSyntax DoubleQuotes = new() { Quotes = "\"" };
    private static readonly ContentSyntax Nix = DoubleQuotes with { Spans = [("''", "''")] };
    private static readonly ContentSyntax OCaml = DoubleQuotes with { QuotedStrings = true };
    private static readonly ContentSyntax Brackets = new() { Quotes = "'\"", Spans = [("[[", "]]"), ("[=", "=]")] };
    private static readonly ContentSyntax Sql = new() { Copies = true, Quotes = "'\"", Spans = [("$", "$")] };
    private static readonly ContentSyntax Jsonnet = new() { Quotes = "'\"", Spans = [("|||", "|||")] };
    private static readonly ContentSyntax QuotesAndBackticks = new() { Quotes = "'\"`" };
    private static readonly ContentSyntax Gherkin = new() { Spans = [("\"\"\"", "\"\"\""), ("```", "```")] };
    private static readonly ContentSyntax Zig = new() { LinePrefix = @"\\" };
    private static readonly ContentSyntax Prose = new() { Sessions = true };

    private static readonly ContentSyntax Tex = new()
    {
        Spans = [(@"\begin{verb", @"\end{verb"), (@"\begin{lst", @"\end{lst"), (@"\begin{minted", @"\end{minted"), (@"\begin{alltt", @"\end{alltt"), (@"\begin{filecontents", @"\end{filecontents")],
    };

    private static readonly ContentSyntax Markup = new()
    {
        Spans =
        [
            ("<pre", "</pre"), ("<textarea", "</textarea"), ("<![CDATA[", "]]>"), ("xml:space", "</"), ("<value", "</value"), ("<string", "</string"),
            ("<source", "</source"), ("<target", "</target"), ("<xsl:text", "</xsl:text"), ("`", "`"),
        ],
    };

    private static readonly FrozenDictionary<string, ContentSyntax> ByExtension = Table(
        (".csv .tsv .tab .psv .ssv .dat .prn .fwf .bed .gff .gff3 .gtf .sam .properties .env .mk .mak .am .m4 .http .rest", Value),
        (".ics .ifb .vcf .vcard .ldif .vim .vimrc .gvimrc .ideavimrc .exrc .bat .cmd .tcl .itcl .exp .sed .ahk .sas .ijs .fountain", Value),
        (".erb .j2 .jinja .jinja2 .hbs .handlebars .mustache .liquid .tmpl .tpl .twig .ejs .njk .gotmpl .gohtml", Template),
        (".eex .leex .heex .ftl .vm .vtl .mako .tt .t4 .stg .scriban .sbn .tera .epp .pug .jade .haml .slim .snippets .snippet", Template),
        (".yml .yaml .cff .clang-format .clang-tidy", Yaml),
        (".py .pyi .pyw .xsh", PythonText),
        (".sh .bash .zsh .ksh .bats .fish .csh .tcsh .nu .elv .envrc .php .r", Script),
        (".rb .rake .gemspec .ru .cr .pl .pm .cgi .raku .rakumod", DelimitedScript),
        (".t", DelimitedScript with { Sessions = true }),
        (".ps1 .psm1 .psd1", PowerShell),
        (".dockerfile .containerfile .just", Script),
        (".tf .tfvars .hcl .nomad", Terraform),
        (".js .jsx .mjs .cjs .ts .tsx .mts .cts .go .rego", Backticks),
        (".toml .kt .kts .scala .sc .swift .groovy .gradle .dart .java .graphql .gql .nim .bzl .bazel .star .elm .purs .hjson .conf .pkl .cue .bicep .vala", TripleQuotes),
        (".jl .fs .fsx .fsi .vb .gleam .kdl", TripleOrDouble),
        (".ex .exs", Elixir),
        (".cs .csx", CSharp),
        (".c .h .cc .cpp .cxx .hh .hpp .hxx .cu .m .mm .ino", Cpp),
        (".rs .ron .el .lisp .cl .asd .clj .cljs .cljc .edn .scm .ss .rkt .fnl .hy .erl .hrl .strings .dot .gv .wl .wls .applescript", DoubleQuotes),
        (".ml .mli .re .rei .res", OCaml),
        (".nix .dhall", Nix),
        (".lua .cmake", Brackets),
        (".sql .psql .pgsql .ddl .dml .hql .plsql .pks .pkb", Sql),
        (".jsonnet .libsonnet", Jsonnet),
        (".d .v .vsh .odin .hx .st .janet", QuotesAndBackticks),
        (".feature", Gherkin),
        (".zig .zon", Zig),
        (".tex .ltx .sty .cls .dtx", Tex),
        (".txt .rst .cram", Prose),
        (".html .htm .xhtml .xml .svg .resx .xaml .xsl .xslt .plist .xlf .xliff .tmx .sublime-snippet .cshtml .razor .aspx .ascx .jsp .phtml .mjml .vue .svelte .astro", Markup));

    private static readonly FrozenDictionary<string, ContentSyntax> ByName = Table(
        ("makefile gnumakefile .env .flaskenv _vimrc", Value),
        ("dockerfile containerfile justfile .envrc", Script),
        ("gemfile rakefile vagrantfile", DelimitedScript),
        ("jenkinsfile build workspace meson.build meson_options.txt", TripleQuotes),
        ("cmakelists.txt", Brackets));

    private static readonly FrozenDictionary<string, ContentSyntax> ByFirstWord = Table((".env makefile", Value), ("dockerfile containerfile", Script));

    /// <summary>The syntax of a file; null for a kind of which nothing of that is known.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="text">Its content.</param>
    public static ContentSyntax? Of(string path, ReadOnlySpan<byte> text)
    {
        var name = Path.GetFileName(path);
        return ByName.TryGetValue(name, out var named) ? named
            : name.Length > 1 && name.IndexOf('.', 1) is > 0 and var dot && ByFirstWord.TryGetValue(name[..dot], out var first) ? first
            : ByExtension.TryGetValue(Path.GetExtension(name), out var known) ? known
            : Shebang.Parse(text) switch
            {
                null => null,
                var program when program.StartsWith("python", StringComparison.Ordinal) => PythonText,
                "node" or "deno" or "bun" => Backticks,
                "perl" or "ruby" or "raku" or "crystal" => DelimitedScript,
                "tclsh" or "wish" or "expect" or "sed" => Value,
                _ => Script,
            };
    }

    private static FrozenDictionary<string, ContentSyntax> Table(params (string Names, ContentSyntax Syntax)[] rows) => rows
        .SelectMany(static row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Syntax)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
