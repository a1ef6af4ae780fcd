using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What cargo's messages on standard output say.</summary>
internal sealed partial class CargoMessages
{
    /// <summary>What the compiler found.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Whether every build succeeded, as cargo states it; null where it states nothing.</summary>
    public bool? HasSucceeded { get; private set; }

    /// <summary>The first error of the compiler that has no place and is no count; null for none.</summary>
    public string? Unplaced { get; private set; }

    /// <summary>The target whose standard library is not installed.</summary>
    public (string What, string Remedy)? MissingTarget { get; private set; }

    /// <summary>Why a message could not be read; null where all were.</summary>
    public string? Flaw { get; private set; }

    /// <summary>Reads them.</summary>
    public static CargoMessages Read(ToolOutput output)
    {
        var messages = new CargoMessages();
        foreach (var line in output.Lines.Where(static line => line is ['{', ..]))
        {
            using var document = JsonOutput.Parse(Encoding.UTF8.GetBytes(line), out var broken);
            messages.Flaw ??= broken;
            messages.Take(document?.RootElement ?? default, output);
        }

        return messages;
    }

    /// <summary>Whether an error only counts what was said before, by the compiler or by cargo.</summary>
    public static bool IsCount(string text) =>
        text.StartsWith("aborting due to", StringComparison.Ordinal) || text.StartsWith("could not compile", StringComparison.Ordinal) || text.StartsWith("build failed", StringComparison.Ordinal) ||
        text.StartsWith("Compilation failed", StringComparison.Ordinal);

    private void Take(JsonElement root, ToolOutput output)
    {
        if (root.Text("reason") == "build-finished")
        {
            HasSucceeded = HasSucceeded is not false && root.Get("success").ValueKind != JsonValueKind.False;
        }
        else if (root.Text("reason") == "compiler-message")
        {
            TakeMessage(root.Get("message"), output);
        }
    }

    private void TakeMessage(JsonElement message, ToolOutput output)
    {
        var isError = message.Text("level")?.StartsWith("error", StringComparison.Ordinal) == true;
        var text = message.Text("message") ?? "";
        if (isError && message.Get("code").Text("code") == "E0463")
        {
            MissingTarget ??= RustToolchain.MissingTarget(message.Items("children").Select(static note => note.Text("message") ?? ""));
        }

        if (Finding(message, output) is { } finding)
        {
            Findings.Add(finding);
        }
        else if (isError && text.StartsWith("linking with ", StringComparison.Ordinal) && Undefined().Match(message.Text("rendered") ?? "") is { Success: true } undefined)
        {
            Findings.Add(new Finding { Tool = output.Tool, Rule = "link", Severity = Severity.Error, Message = $"{text}: {OutputTail.Shorten(undefined.Groups["reason"].Value.Trim(), 400)}" });
        }
        else if (isError && !IsCount(text))
        {
            Unplaced ??= text;
        }
    }

    // What has no place is none.
    private static Finding? Finding(JsonElement message, ToolOutput output)
    {
        var span = message.Items("spans").FirstOrDefault(static span => span.Get("is_primary").ValueKind == JsonValueKind.True);
        if (span.Text("file_name") is not { } raw)
        {
            return null;
        }

        var code = message.Get("code").Text("code");
        var severity = SeverityWords.Of(message.Text("level"));
        var (path, text) = output.Paths.PlaceUpwards(raw, message.Text("message") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = code ?? (severity == Severity.Error ? Clippy.Syntax : ""),
            Severity = severity,
            Message = text,
            Path = path,
            Line = span.Number("line_start", 1),
            Column = span.Number("column_start", 1),
            EndLine = span.Number("line_end", 1),
            EndColumn = span.Number("column_end", 1),
            Url = code is not null && code.StartsWith("clippy::", StringComparison.Ordinal) && code.AsSpan(8).IndexOfAnyExceptInRange('_', 'z') < 0
                ? $"https://rust-lang.github.io/rust-clippy/stable/index.html#{code[8..]}" : null,
        };
    }

    [GeneratedRegex(@"(?<reason>undefined (symbol|reference)[: ][^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Undefined();
}
