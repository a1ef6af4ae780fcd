using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary>The options that are the command line's own business: what is selected, and how it is told. Each may be a variable as well.</summary>
internal sealed class GivenOptions
{
    private readonly OptionSource _source;
    private readonly List<string> _errors = [];
    private readonly ProcessEnvironment _environment;

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">Some are wrong; all of those are named.</exception>
    public GivenOptions(Request request, ProcessEnvironment environment)
    {
        Request = request;
        _environment = environment;
        _source = new OptionSource(request.Options, environment);
        Directory = _source.Find("directory")?.Value;
        ConfigurationFile = _source.Find("config")?.Value;
        Only = Names("only");
        Skip = Names("skip");
        Tier = Choice("tier", ("all", 0), ("1", 1), ("blocker", 1), ("2", 2), ("warning", 2), ("3", 3), ("monitor", 3)) is var tier and > 0
            ? (ValidationTier)tier
            : null;
        Color = Choice("color", ("auto", "auto"), ("always", "always"), ("never", "never")) ?? "auto";
        Verbosity = ReadVerbosity();
        NoProgress = Flag("no-progress");
        Force = Flag("force");
        NoCache = Flag("no-cache");
        DryRun = Flag("dry-run");
        AllowNew = Flag("allow-new");
        All = Flag("all");
        Yes = Flag("yes");
        Last = Flag("last");
        List = Flag("list");
        Compare = _source.Find("compare")?.Value;
        Format = ReadFormat();
        Outputs = request.Command is "run" or "report" ? ReadOutputs() : [];
        Narrowing = NarrowingOption.Read(request, _source, _errors);
        if (_source.Find("new") is { Source.Origin: SettingOrigin.Option } && _source.Find("new-since") is { Source.Origin: SettingOrigin.Option })
        {
            _errors.Add("--new and --new-since exclude each other: give one of them");
        }

        if (_errors.Count > 0)
        {
            throw new UsageException(_errors);
        }
    }

    public Request Request { get; }

    public string? Directory { get; }

    public string? ConfigurationFile { get; }

    public Setting<ImmutableArray<string>>? Only { get; }

    public Setting<ImmutableArray<string>>? Skip { get; }

    public ValidationTier? Tier { get; }

    public string Color { get; }

    public Verbosity Verbosity { get; }

    public bool NoProgress { get; }

    /// <summary>Whether the breakers of tools are passed by, and no answer is taken from the cache.</summary>
    public bool Force { get; }

    /// <summary>Whether the cache is neither read nor written.</summary>
    public bool NoCache { get; }

    /// <summary>Whether <c>fix</c> only shows what it would change.</summary>
    public bool DryRun { get; }

    /// <summary>Whether <c>baseline update</c> may add what is new.</summary>
    public bool AllowNew { get; }

    public bool All { get; }

    /// <summary>Whether what would be asked is answered with yes.</summary>
    public bool Yes { get; }

    public bool Last { get; }

    public bool List { get; }

    /// <summary>The id, or its beginning, of the run that <c>report</c> compares with; null for none.</summary>
    public string? Compare { get; }

    public string Format { get; }

    public ImmutableArray<OutputFile> Outputs { get; }

    /// <summary>The change or the list of files that a run is narrowed to; null for none.</summary>
    public NarrowingOption? Narrowing { get; }

    /// <summary>The same for a command whose arguments are neither paths nor names of checks.</summary>
    public GivenOptions WithoutArguments() => WithArguments([]);

    /// <summary>The same with these arguments.</summary>
    public GivenOptions WithArguments(ImmutableArray<string> arguments) => new(Request with { Arguments = arguments }, _environment);

    private static ImmutableArray<string> FormatsOf(string command) => command switch
    {
        "run" or "report" or "hook" => ["pretty", "compact", "jsonl", .. ReportFormats.Names],
        "schema" => ["json"],
        _ => ["pretty", "json"],
    };

    private Setting<ImmutableArray<string>>? Names(string option)
    {
        if (_source.Find(option) is not { } given)
        {
            return null;
        }

        var names = given.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            // A script whose variable is empty asked for something else than everything.
            _errors.Add($"{given.Source}: it names nothing; leave it out for everything");
        }

        return new([.. names], given.Source);
    }

    private Verbosity ReadVerbosity()
    {
        var (quiet, verbose) = (Flag("quiet"), Flag("verbose"));
        if (quiet && verbose)
        {
            _errors.Add("--quiet and --verbose contradict each other");
        }

        return quiet ? Verbosity.Quiet : verbose ? Verbosity.Verbose : Verbosity.Normal;
    }

    private string ReadFormat()
    {
        var formats = FormatsOf(Request.Command);
        if (_source.Find("format") is not { } given)
        {
            return formats[0];
        }

        // A variable is meant for runs; what it says need not suit every command.
        var isElsewhere = given.Source.Origin == SettingOrigin.Environment && FormatsOf("run").Contains(given.Value) && !formats.Contains(given.Value);
        return isElsewhere ? formats[0] : CheckFormat(given, given.Value, formats);
    }

    private string CheckFormat(Setting<string> given, string format, ImmutableArray<string> formats)
    {
        if (!formats.Contains(format))
        {
            _errors.Add($"{given.Source}: {Quoted.Of(format)} is not {string.Join(" or ", formats)}{NearestName.Hint(format, formats)}");
        }

        return format;
    }

    private ImmutableArray<OutputFile> ReadOutputs()
    {
        if (_source.Find("output") is not { } given)
        {
            return [];
        }

        // An option's value is one file, whatever its name; only a variable is split at commas.
        var texts = given.Source.Origin == SettingOrigin.Option
            ? Request.Options.Where(static option => option.Name == "output").Select(static option => option.Text)
            : given.Value.Split(',');
        return [.. texts.Select(text => ReadOutput(given, text)).OfType<OutputFile>()];
    }

    private OutputFile? ReadOutput(Setting<string> given, string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0 || sign == text.Length - 1)
        {
            _errors.Add($"{given.Source}: {Quoted.Of(text)} is not FORMAT=FILE, such as json=report.json");
            return null;
        }

        if (text[(sign + 1)..] == "-")
        {
            _errors.Add($"{given.Source}: a report goes to standard output with --format {Quoted.Short(text[..sign])}; write ./- for a file of that name");
            return null;
        }

        return new OutputFile(CheckFormat(given, text[..sign], FormatsOf("run")), text[(sign + 1)..]);
    }

    private bool Flag(string option)
    {
        var (value, error) = _source.FindFlag(option);
        if (error is not null)
        {
            _errors.Add(error.ToString());
        }

        return value?.Value ?? false;
    }

    private T? Choice<T>(string option, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        if (_source.Find(option) is not { } given)
        {
            return default;
        }

        foreach (var (text, value) in choices)
        {
            if (given.Value == text)
            {
                return value;
            }
        }

        var texts = choices.ToArray().Select(static choice => choice.Text).ToList();
        _errors.Add($"{given.Source}: {Quoted.Of(given.Value)} is not one of {string.Join(", ", texts)}{NearestName.Hint(given.Value, texts)}");
        return default;
    }
}

/// <summary>A report that goes to a file.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Path">As it was given, relative to the current directory.</param>
internal sealed record OutputFile(string Format, string Path);
