using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A command: a list of words, or a text with words and quotes as in POSIX sh.</summary>
/// <param name="takesFiles">Whether <c>{files}</c> may stand among its words.</param>
internal sealed class CommandShape(bool takesFiles) : Shape<ImmutableArray<string>>
{
    private const string Files = "{files}";

    private static readonly ListShape<string> Words = new(WordShape.Any) { NeedsItems = true };

    /// <inheritdoc/>
    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<string> value)
    {
        value = [];
        return node switch
        {
            SequenceNode => Words.TryRead(node, context, out value) && Accept(node, value, context),
            ScalarNode { IsNull: false } text => ShellWords.TrySplit(text.Text, out value, out var error)
                ? Accept(node, value, context)
                : context.Refuse(node.Source, error),
            _ => context.RefuseKind(node, "a command: a text or a list of words"),
        };
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        Shapes.WriteText(writer);
        writer.WriteEndObject();
        writer.WriteStartObject();
        Words.WriteSchema(writer, catalog);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, ImmutableArray<string> value, SettingSource source) =>
        Words.List(path, value, source);

    private bool Accept(ConfigNode node, ImmutableArray<string> words, ReadContext context)
    {
        var problem = words switch
        {
            [] or ["", ..] => "no command: give a program and its arguments",
            [Files, ..] => "{files} cannot be the program: put it after it",
            _ when !takesFiles && words.Any(IsAboutFiles) => "{files} has no place here: only \"run\" takes files",
            _ when words.FirstOrDefault(static word => IsAboutFiles(word) && word != Files) is { } word =>
                $"{{files}} must be a word of its own, not part of {Quoted.Of(word)}",
            _ when words.Count(static word => word == Files) > 1 => "{files} stands here twice: once is enough",
            _ => null,
        };
        return problem is null || context.Refuse(node.Source, problem);
    }

    private static bool IsAboutFiles(string word) => word.Contains(Files, StringComparison.Ordinal);
}
