namespace Unfazed.Core.Configuration.Schema;

/// <summary>Names, globs and paths: texts that are checked against something.</summary>
internal static class NameShapes
{
    private const int LongestName = 100;

    /// <summary>A dimension that exists.</summary>
    public static Shape<Dimension> Dimension { get; } = new ScalarShape<Dimension>
    {
        Expected = "a dimension",
        Parse = static (node, context) => DimensionProblem(node.Text, context) is { } problem ? new Wrong(problem) : new Dimension(node.Text),
        Format = static dimension => dimension.Name,
        Schema = static (writer, _) => Shapes.WritePattern(writer, Core.Dimension.NamePattern),
    };

    /// <summary>A glob of paths below the root.</summary>
    public static Shape<string> Glob { get; } = Shapes.Checked("a glob such as **/*.py", ReadGlob);

    /// <summary>A folder below the root.</summary>
    public static Shape<string> Folder { get; } = Shapes.Checked("a folder below the root", static (text, context) =>
        RootedPath.TryResolve(context.Root, text, out var relative, out var error) ? relative : new Wrong(error));

    /// <summary>A report that somebody writes below the root; it need not be there yet.</summary>
    public static Shape<string> Report { get; } = Shapes.Checked("a path below the root", static (text, context) =>
        !RootedPath.TryResolve(context.Root, text, out _, out var error) ? new Wrong(error)
        : text.AsSpan().IndexOfAny("*?[{") >= 0 && !Workspace.Glob.TryParse(text, out _, out var problem) ? new Wrong(problem)
        : text);

    /// <summary>The program of a known tool: absolute, or below the root.</summary>
    public static Shape<string> Program { get; } = Shapes.Checked("a path of a program", static (text, context) =>
        Path.IsPathFullyQualified(text) || RootedPath.StaysBelow(context.Root, text)
            ? text
            : new Wrong($"{Quoted.Of(text)} leaves the root: give a path below it, or an absolute one"));

    /// <summary>A name of the user's own.</summary>
    public static Shape<string> Name { get; } = Shapes.Checked("a name", static (text, _) => NameProblem(text) is { } problem ? new Wrong(problem) : text);

    /// <summary>What is wrong with the name of a dimension, or null.</summary>
    public static string? DimensionProblem(string name, ReadContext context) => context.Dimensions.Contains(name)
        ? null
        : $"unknown dimension {Quoted.Of(name)}{Hint(name, context)}";

    /// <summary>What is wrong with the key of a dimension to be, or null.</summary>
    public static string? NewDimensionProblem(string name, ReadContext context) => Core.Dimension.IsValidName(name)
        ? null
        : $"{Quoted.Of(name)} cannot be a dimension's name: lower-case letters, digits and _, a letter first";

    /// <summary>What is wrong with a name of the user's own, or null.</summary>
    public static string? NameProblem(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? null
            : $"{Quoted.Of(name)} cannot be a name: letters, digits, -, _ and ., at most {LongestName}, a letter or digit first";

    private static string Hint(string name, ReadContext context)
    {
        var order = context.Dimensions.Select(static known => new Dimension(known)).Order().Select(static known => known.Name).ToList();
        return NearestName.Hint(name, order) is { Length: > 0 } hint ? hint : $": one of {string.Join(", ", order)}, or a key of \"dimensions\"";
    }

    private static Parsed<string> ReadGlob(string text, ReadContext context)
    {
        if (!Workspace.Glob.TryParse(text, out _, out var error))
        {
            return new Wrong($"{Quoted.Of(text)}: {error}");
        }

        var segments = text.Split('/');
        var literal = string.Join('/', segments.TakeWhile(static segment => segment.IndexOfAny(['*', '?', '[', '{', '\\']) < 0));
        var leaves = text.StartsWith('/') || segments.Contains("..", StringComparer.Ordinal)
            || (literal.Length > 0 && !RootedPath.TryResolve(context.Root, literal, out _, out _));
        return leaves ? new Wrong($"{Quoted.Of(text)} leaves the root: give a glob of paths below it") : text;
    }
}
