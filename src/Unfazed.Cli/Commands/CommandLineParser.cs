using System.Collections.Immutable;
using System.CommandLine;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Commands;

/// <summary>Takes the command line apart.</summary>
internal sealed class CommandLineParser
{
    /// <summary>The commands of this version.</summary>
    public static ImmutableArray<string> Commands { get; } =
        ["run", "list", "why", "config", "report", "fix", "state", "baseline", "init", "doctor", "trust", "hook", "schema", "version", HelpCommand];

    private const string HelpCommand = "help";

    /// <summary>Commands that a later version builds.</summary>
    private static readonly ImmutableArray<string> LaterCommands = ["mcp", "completion", "plan", "merge"];

    private static readonly ImmutableArray<string> WithoutArguments = ["config", "init", "doctor", "trust", "schema", "version"];

    private static readonly ImmutableArray<string> WithPaths = ["run", "list", "fix"];

    private readonly RootCommand _root = new();
    private readonly Dictionary<OptionEntry, Option> _options = [];
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Recursive = true, Arity = ArgumentArity.Zero };
    private readonly Option<bool> _version = new("--version") { Arity = ArgumentArity.Zero };
    private readonly Argument<string[]> _beforeCommand = MakeArgument();

    // Words in brackets at the beginning are directives to the parser, which passes over those it does not know; for us they are names of
    // folders. After another word they are words, and this one is on nobody's command line: no argument of a program holds a NUL.
    private readonly Option<bool> _beginning = new("\0") { Arity = ArgumentArity.Zero, Hidden = true };

    private CommandLineParser()
    {
        // Never invoked; without one the parser demands a subcommand.
        _root.SetAction(static _ => 0);
        _root.Options.Clear();
        _root.Directives.Clear();
        _root.Options.Add(_help);
        _root.Options.Add(_version);
        _root.Options.Add(_beginning);
        foreach (var entry in OptionTable.All)
        {
            _options[entry] = MakeOption(entry);
            _root.Options.Add(_options[entry]);
        }

        _root.Arguments.Add(_beforeCommand);
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
        "init" => OptionTable.Init,
        "doctor" => OptionTable.Placed,
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
        var result = _root.Parse([_beginning.Name, .. words], new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = result.CommandResult.Command;
        var name = command == _root ? (result.GetValue(_version) ? "version" : "run") : command.Name;
        var arguments = Arguments(result);
        RefuseWordsBefore(result, name);
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

        if (!arguments.IsEmpty && WithoutArguments.Contains(name))
        {
            throw new UsageException($"{Quoted.Of(arguments[0])}: \"unfazed {name}\" takes no such argument");
        }

        var options = Options(result, name);
        return name == HelpCommand ? HelpOn(arguments) : new Request { Command = name, Arguments = arguments, Options = options };
    }

    // The parser takes them for arguments of the program itself: passed over, "help fix" would fix.
    private void RefuseWordsBefore(ParseResult result, string name)
    {
        if (result.CommandResult.Command == _root)
        {
            return;
        }

        if (result.GetValue(_version))
        {
            throw new UsageException($"--version is a command itself; write: unfazed --version, or: unfazed {name}");
        }

        if (result.GetResult(_beforeCommand)?.Tokens is [var word, ..])
        {
            var spelling = WithPaths.Contains(name) ? $"unfazed {name} {Quoted.Short(word.Value)}" : $"unfazed {name}";
            throw new UsageException($"{Quoted.Of(word.Value)} stands before the command {name}; the command comes first: {spelling}");
        }
    }

    private static Request HelpOn(ImmutableArray<string> arguments) => arguments switch
    {
        [] or [HelpCommand] => new Request { Command = "", Help = true },
        [var command] when Commands.Contains(command) => new Request { Command = command, Help = true },
        [var command] when LaterCommands.Contains(command) => throw new UsageException($"{Quoted.Of(command)} is not supported by this version"),
        [var command] => throw new UsageException($"{Quoted.Of(command)} is not a command{ForeignWords.HintOf(command) ?? NearestName.Hint(command, Commands)}; see unfazed --help"),
        [var command, ..] => throw new UsageException($"{Quoted.Of(arguments[1])}: \"unfazed help\" takes one command; write: unfazed help {Quoted.Short(command)}"),
    };

    private static ImmutableArray<string> Arguments(ParseResult result) =>
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
            throw new UsageException($"there is no option {Quoted.Of(option)}{ForeignWords.HintOf(option) ?? NearestOption(option)}; see unfazed --help");
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
                var takers = Commands.Where(other => OptionsOf(other).Contains(entry));
                throw new UsageException($"\"unfazed {command}\" takes no {entry.Spelling}; it belongs to: {string.Join(", ", takers)}");
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
