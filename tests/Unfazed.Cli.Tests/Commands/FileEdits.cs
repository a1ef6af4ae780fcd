namespace Unfazed.Cli.Tests.Commands;

/// <summary>What people do to a file with old problems that makes none of them new.</summary>
internal static class FileEdits
{
    /// <summary>A file with ten problems, two of them in equal lines.</summary>
    public const string Before =
        """
        import json
        import os


        def first(value):
            unused = 1
            return value == None


        def second(value):
            unused = 1
            if value != None:
                import sys
            return 2


        class Third:
            def fourth(self):
                leftover = self
                return None == leftover or self == None


        def clean(value):
            return value

        """;

    private static readonly string[] Functions = ["def first", "def second", "class Third", "def clean"];

    public static IReadOnlyList<(string Name, Func<string, string> Edit)> All { get; } =
    [
        ("nothing", static text => text),
        ("a blank line above", static text => "\n" + text),
        ("a licence above", static text => string.Concat(Enumerable.Range(0, 30).Select(static line => $"# line {line}\n")) + text),
        ("a docstring above", static text => "\"\"\"What it is for.\"\"\"\n" + text),
        ("functions in another order", static text => Reordered(text, [2, 0, 1, 3])),
        ("functions in reverse", static text => Reordered(text, [3, 2, 1, 0])),
        ("imports at the end", static text => text.Replace("import json\nimport os\n", "", StringComparison.Ordinal) + "import json\nimport os\n"),
        ("imports in another order", static text => text.Replace("import json\nimport os\n", "import os\nimport json\n", StringComparison.Ordinal)),
        ("all of it indented", static text => "if True:\n" + Indented(text, "    ")),
        ("tabs for spaces", static text => text.Replace("    ", "\t", StringComparison.Ordinal)),
        ("CRLF", static text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        ("a byte order mark", static text => "\ufeff" + text),
        ("white space at the ends of lines", static text => text.Replace("\n", "  \n", StringComparison.Ordinal)),
        ("no line feed at the end", static text => text.TrimEnd('\n')),
        ("blank lines between all", static text => text.Replace("\n", "\n\n", StringComparison.Ordinal)),
        ("a form feed between functions", static text => text.Replace("\n\n\nclass", "\n\n\f\nclass", StringComparison.Ordinal)),
        ("a clean function in the middle", static text => text.Replace("class Third", "def more(value):\n    return value\n\n\nclass Third", StringComparison.Ordinal)),
        ("another name for a function", static text => text.Replace("def second", "def renamed", StringComparison.Ordinal)),
        ("one problem mended", static text => text.Replace("value == None", "value is None", StringComparison.Ordinal)),
        ("one of two equal lines deleted", static text => Once(text, "    unused = 1\n")),
        ("a function with problems deleted", static text => Reordered(text, [1, 2, 3])),
        ("comments between", static text => text.Replace("\n    return", "\n    # Why.\n    return", StringComparison.Ordinal)),
        ("a function made a method", static text => text.Replace("def first(value):\n    unused = 1\n    return value == None\n", "class First:\n    def first(self, value):\n        unused = 1\n        return value == None\n", StringComparison.Ordinal)),
    ];

    private static string Reordered(string text, int[] order)
    {
        var starts = Functions.Select(function => text.IndexOf(function, StringComparison.Ordinal)).Append(text.Length).ToArray();
        return text[..starts[0]] + string.Concat(order.Select(index => text[starts[index]..starts[index + 1]]));
    }

    private static string Indented(string text, string by) => string.Concat(text.Split('\n').Select(line => line.Length == 0 ? "\n" : $"{by}{line}\n"));

    private static string Once(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return text.Remove(at, part.Length);
    }
}
