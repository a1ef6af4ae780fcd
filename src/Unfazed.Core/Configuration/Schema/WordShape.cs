
namespace Unfazed.Core.Configuration.Schema;

/// <summary>A text that may be empty: an argument of a command, the value of a variable.</summary>
internal static class WordShape
{
    public static Shape<string> Any { get; } = new ScalarShape<string>
    {
        Expected = "a text",
        Parse = static (node, _) => node.Text,
        Format = static text => text.Length == 0 ? "\"\"" : text,
        Schema = static (writer, _) => Shapes.WriteTextType(writer),
    };
}
