using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Hygiene;

/// <summary>Rules of <c>hygiene</c>.</summary>
[Flags]
internal enum RuleSet
{
    None = 0,
    MergeConflict = 1 << 0,
    Json = 1 << 1,
    Yaml = 1 << 2,
    Xml = 1 << 3,
    Toml = 1 << 4,
    TrailingWhitespace = 1 << 5,
    EndOfFile = 1 << 6,
    MixedLineEnding = 1 << 7,
    ByteOrderMark = 1 << 8,
    DebugStatements = 1 << 9,
    ExecutablesHaveShebangs = 1 << 10,
    ShebangsAreExecutable = 1 << 11,
    LargeFiles = 1 << 12,
    CaseConflict = 1 << 13,
    Symlinks = 1 << 14,
    DestroyedSymlinks = 1 << 15,
    OutsideSymlinks = 1 << 16,
    NewSubmodules = 1 << 17,
    FileNames = 1 << 18,

    /// <summary>White space, line endings and byte order marks: what <c>fix</c> changes.</summary>
    WhiteSpace = TrailingWhitespace | EndOfFile | MixedLineEnding | ByteOrderMark,

    /// <summary>What a program that writes a file decides about it.</summary>
    Style = WhiteSpace | ExecutablesHaveShebangs | ShebangsAreExecutable | LargeFiles,

    /// <summary>What is true of a name, whoever wrote the file.</summary>
    Names = CaseConflict | FileNames | Symlinks | DestroyedSymlinks | OutsideSymlinks | NewSubmodules,

    /// <summary>What is on where nothing is configured.</summary>
    Customary = ~NewSubmodules,
}

/// <summary>Which rules are on, and for which files.</summary>
internal sealed class HygieneSwitches
{
    private const int CustomaryKilobytes = 500;

    private static readonly ImmutableDictionary<string, RuleSet> ByName = new Dictionary<string, RuleSet>(StringComparer.Ordinal)
    {
        [HygieneRules.MergeConflict] = RuleSet.MergeConflict,
        [HygieneRules.Json] = RuleSet.Json,
        [HygieneRules.Yaml] = RuleSet.Yaml,
        [HygieneRules.Xml] = RuleSet.Xml,
        [HygieneRules.Toml] = RuleSet.Toml,
        [HygieneRules.TrailingWhitespace] = RuleSet.TrailingWhitespace,
        [HygieneRules.EndOfFile] = RuleSet.EndOfFile,
        [HygieneRules.MixedLineEnding] = RuleSet.MixedLineEnding,
        [HygieneRules.ByteOrderMark] = RuleSet.ByteOrderMark,
        [HygieneRules.DebugStatements] = RuleSet.DebugStatements,
        [HygieneRules.ExecutablesHaveShebangs] = RuleSet.ExecutablesHaveShebangs,
        [HygieneRules.ShebangsAreExecutable] = RuleSet.ShebangsAreExecutable,
        [HygieneRules.LargeFiles] = RuleSet.LargeFiles,
        [HygieneRules.CaseConflict] = RuleSet.CaseConflict,
        [HygieneRules.FileNames] = RuleSet.FileNames,
        [HygieneRules.Symlinks] = RuleSet.Symlinks,
        [HygieneRules.DestroyedSymlinks] = RuleSet.DestroyedSymlinks,
        [HygieneRules.OutsideSymlinks] = RuleSet.OutsideSymlinks,
        [HygieneRules.NewSubmodules] = RuleSet.NewSubmodules,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly RuleSet _on;
    private readonly ImmutableArray<(RuleSet Rule, ImmutableArray<Glob> Globs)> _excludes;

    private HygieneSwitches(RuleSet on, ImmutableArray<(RuleSet Rule, ImmutableArray<Glob> Globs)> excludes)
    {
        _on = on;
        _excludes = excludes;
    }

    /// <summary>From which size on a file is large, in bytes: it may have as many.</summary>
    public long LargestFile { get; private init; } = CustomaryKilobytes * 1024L;

    /// <summary>Whether a large file that was committed before counts as much as a new one.</summary>
    public bool EnforcesSizeOfAll { get; private init; }

    /// <summary>As the configuration has them; on where it says nothing.</summary>
    public static HygieneSwitches From(UnfazedConfiguration configuration)
    {
        var on = RuleSet.Customary;
        var excludes = ImmutableArray.CreateBuilder<(RuleSet, ImmutableArray<Glob>)>();
        foreach (var (name, setting) in configuration.Hygiene)
        {
            var rule = ByName.GetValueOrDefault(name);
            on = setting.Value.Enabled ? on | rule : on & ~rule;
            if (setting.Value.Exclude is { } globs)
            {
                excludes.Add((rule, [.. globs.Value.Select(Glob.Parse)]));
            }
        }

        var size = configuration.Hygiene.GetValueOrDefault(HygieneRules.LargeFiles).Value;
        return new HygieneSwitches(on, excludes.ToImmutable())
        {
            LargestFile = (size?.MaxKilobytes?.Value ?? CustomaryKilobytes) * 1024L,
            EnforcesSizeOfAll = size?.EnforceAll?.Value ?? false,
        };
    }

    /// <summary>Whether a rule is on somewhere.</summary>
    public bool Has(RuleSet rule) => (_on & rule) != 0;

    /// <summary>The rules that a file is looked at with.</summary>
    public RuleSet For(string path, FileOrigin origin)
    {
        var rules = _on & AppliedTo(origin);
        foreach (var (rule, globs) in _excludes)
        {
            if ((rules & rule) != 0 && globs.Any(glob => glob.IsMatch(path)))
            {
                rules &= ~rule;
            }
        }

        return rules;
    }

    private static RuleSet AppliedTo(FileOrigin origin) => origin switch
    {
        FileOrigin.Own => ~RuleSet.None,
        FileOrigin.Locked => ~RuleSet.Style,
        FileOrigin.Generated => RuleSet.MergeConflict | RuleSet.Names,
        _ => RuleSet.Names,
    };
}
