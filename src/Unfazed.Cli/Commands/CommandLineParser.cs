using System.Collections.Immutable;
using System.CommandLine;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Commands;

/// <summary>Takes the command line apart.</summary>
internal sealed class CommandLineParser
{
    /// <summary>The commands of this version.</summary>
    public static ImmutableArray<string> Commands { get; } = ["run", "list", "why", "config", "report", "fix", "state", "baseline", "init", "doctor", "trust", "hook", "schema", "version"];

    /// <summary>Commands that a later version builds.</summary>
    private static readonly ImmutableArray<string> LaterCommands =
        ["mcp"];

    private readonly RootCommand _root = new();
    private readonly Dictionary<OptionEntry, Option> _options = [];
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Recursive = true, Arity = ArgumentArity.Zero };
    private readonly Option<bool> _version = new("--version") { Arity = ArgumentArity.Zero };

    private CommandLineParser()
    {
        // Never invoked; without one the parser demands a subcommand.
        _root.SetAction(static _ => 0);
        _root.Options.Clear();
        _root.Directives.Clear();
        _root.Options.Add(_help);
        _root.Options.Add(_version);
        foreach (var entry in OptionTable.All)
        {
            _options[entry] = MakeOption(entry);
            _root.Options.Add(_options[entry]);
        }

        _root.Arguments.Add(MakeArgument());
        foreach (var name in Commands)
        {
            var command = new Command(name);
            command.Arguments.Add(MakeArgument());
            _root.Subcommands.Add(command);
        }

        foreach (var name in LaterCommands)
        {
            _root.Subcommands.Add(new Command(name) { TreatUnmatchedTokensAsErrors = false });
        }
    }

    /// <summary>Takes it apart.</summary>
    /// <exception cref="UsageException">It is no command line of ours.</exception>
    public static Request Parse(IReadOnlyList<string> words) => new CommandLineParser().Read(words);

    /// <summary>The options that a command takes.</summary>
    public static ImmutableArray<OptionEntry> OptionsOf(string command) => command switch
    {
        "run" => OptionTable.Run,
        "list" or "why" or "config" => OptionTable.Describing,
        "report" => OptionTable.Report,
        "init" or "doctor" => OptionTable.Placed,
        "fix" => OptionTable.Fix,
        "state" => OptionTable.State,
        "baseline" => OptionTable.Baseline,
        "trust" => OptionTable.Trust,
        "hook" => OptionTable.Hook,
        _ => OptionTable.Plain,
    };

    private Request Read(IReadOnlyList<string> words)
    {
        // Without response files: a file name may begin with "@".
        var result = _root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = result.CommandResult.Command;
        var name = command == _root ? (result.GetValue(_version) ? "version" : "run") : command.Name;
        var arguments = Arguments(result, words);
        if (LaterCommands.Contains(name) || arguments is ["visual" or "behavioral", "accept"])
        {
            throw new UsageException($"\"{(LaterCommands.Contains(name) ? name : string.Join(' ', arguments))}\" is not supported by this version");
        }

        if (result.GetValue(_help))
        {
            return new Request { Command = command == _root ? "" : name, Help = true };
        }

        RefuseUnknownOptions(arguments, words);
        if (result.Errors is [var error, ..])
        {
            throw new UsageException(error.Message.TrimEnd('.') + "; see unfazed --help");
        }

        if (!arguments.IsEmpty && name is "config" or "init" or "doctor" or "trust" or "schema" or "version" && arguments.Length > 0)
        {
            throw new UsageException($"{Quoted.Of(arguments[0])}: \"unfazed {name}\" takes no such argument");
        }

        return new Request { Command = name, Arguments = arguments, Options = Options(result, name) };
    }

    private static ImmutableArray<string> Arguments(ParseResult result, IReadOnlyList<string> words) =>
        result.CommandResult.Command.Arguments is [var argument]
            ? [.. result.GetResult(argument)?.Tokens.Select(static token => token.Value) ?? []]
            : [.. result.UnmatchedTokens];

    // An argument that begins with a dash is an option that we do not know, unless it stands after "--".
    private static void RefuseUnknownOptions(ImmutableArray<string> arguments, IReadOnlyList<string> words)
    {
        var end = Enumerable.Range(0, words.Count).FirstOrDefault(index => words[index] == "--", words.Count);
        var free = Math.Max(0, words.Count - end - 1);
        foreach (var word in arguments.SkipLast(free).Where(static word => word.Length > 1 && word[0] == '-'))
        {
            var option = word.Split('=')[0];
            throw new UsageException($"there is no option {Quoted.Of(option)}{NearestOption(option)}; see unfazed --help");
        }
    }

    private static string NearestOption(string option) =>
        NearestName.Find(option.TrimStart('-'), OptionTable.All.Select(static entry => entry.Name)) is { } near ? $"; did you mean \"--{near}\"?" : "";

    private ImmutableArray<OptionText> Options(ParseResult result, string command)
    {
        var given = ImmutableArray.CreateBuilder<OptionText>();
        var taken = OptionsOf(command);
        foreach (var (entry, option) in _options)
        {
            if (result.GetResult(option) is not { Implicit: false } found)
            {
                continue;
            }

            if (!taken.Contains(entry))
            {
                throw new UsageException($"\"unfazed {command}\" takes no {entry.Spelling}");
            }

            given.AddRange(entry.Kind == OptionKind.Flag ? [new OptionText(entry.Name, "1")] : found.Tokens.Select(token => new OptionText(entry.Name, token.Value)));
        }

        return given.ToImmutable();
    }

    private static Option MakeOption(OptionEntry entry)
    {
        string[] aliases = entry.Short is null ? [] : [entry.Short];
        return entry.Kind switch
        {
            OptionKind.Flag => new Option<bool>(entry.Spelling, aliases) { Recursive = true, Arity = ArgumentArity.Zero },
            OptionKind.Value => new Option<string>(entry.Spelling, aliases) { Recursive = true, Arity = ArgumentArity.ExactlyOne },
            _ => new Option<string[]>(entry.Spelling, aliases) { Recursive = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false },
        };
    }

    private static Argument<string[]> MakeArgument() => new("argument") { Arity = ArgumentArity.ZeroOrMore };
}
