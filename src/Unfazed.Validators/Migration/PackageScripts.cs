using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Migration;

/// <summary>Reads the scripts of the <c>package.json</c> at the root that are checks by their name.</summary>
internal sealed partial class PackageScripts(RepositoryView repository, MigrationNotes notes)
{
    private const string FileName = "package.json";

    /// <summary>Notes what they ask for.</summary>
    public void Read()
    {
        try
        {
            ReadScripts();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON may write and no text can hold.
            notes.Leave(FileName, "it holds a text that is no Unicode");
        }
    }

    private void ReadScripts()
    {
        using var manifest = JsonText.Parse(repository.Text(FileName));
        if (manifest is null && repository.Has(FileName))
        {
            notes.Leave(FileName, "it could not be read");
        }

        var scripts = manifest?.RootElement.Get("scripts") ?? default;
        if (scripts.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var script in scripts.EnumerateObject())
        {
            if (script.Value.ValueKind == JsonValueKind.String && CheckingName().IsMatch(script.Name))
            {
                ReadScript(script.Name, script.Value.GetString() ?? "");
            }
        }
    }

    [GeneratedRegex("^(lint|check|type-?check|types|tsc|format[:-]check|check[:-]format|prettier[:-]check|test|tests|unit|coverage)([:_-].*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CheckingName();

    [GeneratedRegex("(^|[ :=_-])(--watch|watch|--fix|fix|--write|write|update|-u|serve|open|debug)( |$|[:=_-])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Changing();

    [GeneratedRegex("^(npm|pnpm|yarn|bun)( -[a-zA-Z-]+)*( run(-script)?)? |^(npm-run-all|run-s|run-p|turbo|lerna|nx|wireit|wsrun)( |$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RunningOthers();

    private void ReadScript(string name, string line)
    {
        var origin = $"{FileName}: script {Quoted.Short(name)}";
        var parts = line.Split("&&", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = parts.Select(part => CommandMapping.Split(part) is ({ IsEmpty: false } words, null) ? CommandMapping.Known(words, origin) : null).ToList();
        if (known.Count > 0 && !known.Contains(null))
        {
            known.ForEach(proposal => notes.Propose(proposal!));
        }
        else if (parts.All(static part => RunningOthers().IsMatch(part)))
        {
            notes.Leave(origin, "it runs other scripts; those were looked at by themselves");
        }
        else if (Changing().IsMatch(name) || Changing().IsMatch(line))
        {
            notes.Leave(origin, "it changes files or never ends; a check only looks");
        }
        else
        {
            var isTest = name.StartsWith("test", StringComparison.Ordinal) || name.StartsWith("unit", StringComparison.Ordinal) || name.StartsWith("coverage", StringComparison.Ordinal);
            notes.Propose(new Proposal(isTest && name == "test" ? "tests" : name, origin) { Run = [.. Manager(), name], IsOffered = isTest, Remark = $"runs: {line}" });
        }
    }

    private ImmutableArray<string> Manager() =>
        repository.Has("pnpm-lock.yaml") ? ["pnpm", "run"]
            : repository.Has("yarn.lock") ? ["yarn", "run"]
            : repository.Has("bun.lock") || repository.Has("bun.lockb") ? ["bun", "run"]
            : ["npm", "run", "--silent"];
}
