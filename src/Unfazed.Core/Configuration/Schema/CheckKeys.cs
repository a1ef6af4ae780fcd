using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys of an entry under <c>checks</c>.</summary>
internal static class CheckKeys
{
    private static readonly ListShape<string> Globs = new(NameShapes.Glob) { TakesSingle = true };

    private static readonly TableShape<string> Variables = new(
        "a mapping of variables",
        static (key, _) => VariableName.IsValid(key) ? null : $"{Quoted.Of(key)} cannot be a variable's name: letters, digits and _, no digit first",
        WordShape.Any)
    {
        KeySchema = static (writer, _) => writer.WriteString("pattern", VariableName.Pattern),
    };

    /// <summary>The keys in the order in which they are shown.</summary>
    public static ImmutableArray<Key<CheckSettings>> All { get; } =
    [
        new ValueKey<CheckSettings, Dimension>("dimension", "The dimension that it runs for; code_quality by default.", NameShapes.Dimension)
        {
            Get = static check => check.Dimension,
            Set = static (check, value) => check with { Dimension = value },
        },
        new ValueKey<CheckSettings, ValidationTier>("tier", "How much it weighs: blocker, warning or monitor.", Shapes.Tier)
        {
            Get = static check => check.Tier,
            Set = static (check, value) => check with { Tier = value },
        },
        new ValueKey<CheckSettings, TimeSpan>("timeout", "How long it may run.", Shapes.Duration)
        {
            Get = static check => check.Timeout,
            Set = static (check, value) => check with { Timeout = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("run", "The command of a check of one's own: words, or a text with quotes as in sh; {files} and {root} are filled in.", new CommandShape(takesFiles: true))
        {
            Get = static check => check.Run,
            Set = static (check, value) => check with { Run = value },
        },
        new ValueKey<CheckSettings, string>("path", "Where the program of a known tool is.", NameShapes.Program)
        {
            Get = static check => check.Path,
            Set = static (check, value) => check with { Path = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("args", "Arguments added to a known tool's command.", new ListShape<string>(WordShape.Any))
        {
            Get = static check => check.Arguments,
            Set = static (check, value) => check with { Arguments = value },
        },
        new ValueKey<CheckSettings, string>("dir", "Where it runs, relative to the root.", NameShapes.Folder)
        {
            Get = static check => check.Directory,
            Set = static (check, value) => check with { Directory = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("each", "Globs of manifests: it runs once beside each.", Globs)
        {
            Get = static check => check.Each,
            Set = static (check, value) => check with { Each = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("files", "Globs of the files that it is about.", Globs)
        {
            Get = static check => check.Files,
            Set = static (check, value) => check with { Files = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("exclude", "Globs of files that it is not about.", Globs)
        {
            Get = static check => check.Exclude,
            Set = static (check, value) => check with { Exclude = value },
        },
        new ValueKey<CheckSettings, CheckScope>("scope", "Whether its answer for a file depends on that file alone.", Shapes.Choice("file or project", ("file", CheckScope.File), ("project", CheckScope.Project)))
        {
            Get = static check => check.Scope,
            Set = static (check, value) => check with { Scope = value },
        },
        new ValueKey<CheckSettings, string>("parse", "How its output is read: exit-code, a format such as sarif or junit, regex, or as a known tool's.", ParseShape.Parse)
        {
            Get = static check => check.Parse,
            Set = static (check, value) => check with { Parse = value },
        },
        new ValueKey<CheckSettings, string>("report", "With a format: the file, glob or folder that it writes its reports to, relative to where it runs; {report} and {report_dir} in \"run\" stand for it, or for one outside the tree.", NameShapes.Report)
        {
            Get = static check => check.Report,
            Set = static (check, value) => check with { Report = value },
        },
        new ValueKey<CheckSettings, string>("pattern", "With parse: regex: an expression with the groups path, line, column, rule, severity and message.", PatternShape.Pattern)
        {
            Get = static check => check.Pattern,
            Set = static (check, value) => check with { Pattern = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<int>>("findings_exit", "Exit codes that mean problems.", new ExitCodesShape())
        {
            Get = static check => check.FindingsExit,
            Set = static (check, value) => check with { FindingsExit = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<TableEntry<string>>>("env", "Variables for its processes.", Variables)
        {
            Get = static check => check.Environment is { } setting ? TableEntries.Of(setting) : null,
            Set = static (check, value) => check with { Environment = TableEntries.ToSetting(value) },
        },
        new ValueKey<CheckSettings, double>("cores", "How many cores it keeps busy; 1 by default, 0.1 for what mostly waits.", Shapes.Cores)
        {
            Get = static check => check.Cores,
            Set = static (check, value) => check with { Cores = value },
        },
        new ValueKey<CheckSettings, string>("lock", "A lock that it holds while it runs: checks of one lock never run at once.", NameShapes.Name)
        {
            Get = static check => check.Lock,
            Set = static (check, value) => check with { Lock = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("version", "A command that prints its version.", new CommandShape(takesFiles: false))
        {
            Get = static check => check.Version,
            Set = static (check, value) => check with { Version = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("fix", "A command that fixes what it found, for unfazed fix; {files} and {root} are filled in.", new CommandShape(takesFiles: true))
        {
            Get = static check => check.Fix,
            Set = static (check, value) => check with { Fix = value },
        },
        new ValueKey<CheckSettings, string>("service", "The service that it depends on: it stands behind that service's circuit breaker.", NameShapes.Name)
        {
            Get = static check => check.Service,
            Set = static (check, value) => check with { Service = value },
        },
        new ValueKey<CheckSettings, int>("retries", "How often it is started again after a failed start or a signal; 0 by default.", Shapes.Whole("a number of retries", 0, 10))
        {
            Get = static check => check.Retries,
            Set = static (check, value) => check with { Retries = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("inputs", "Globs of the files that its answer depends on, for the cache; ignored files count too where a glob begins with their folder.", Globs)
        {
            Get = static check => check.Inputs,
            Set = static (check, value) => check with { Inputs = value },
        },
        new ValueKey<CheckSettings, ImmutableArray<string>>("writes", "Globs of the files tracked by git that it may change; where others change while it runs, it is an error.", Globs)
        {
            Get = static check => check.Writes,
            Set = static (check, value) => check with { Writes = value },
        },
        new ValueKey<CheckSettings, bool>("cache", "Whether its answer is kept until something changes that it depends on; false by default for a custom check.", Shapes.Boolean)
        {
            Get = static check => check.Cache,
            Set = static (check, value) => check with { Cache = value },
        },
    ];
}
