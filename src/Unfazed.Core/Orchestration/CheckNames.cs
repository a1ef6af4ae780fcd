using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Schema;

namespace Unfazed.Core.Orchestration;

/// <summary>The rule of names for checks that a program brings: what a configuration can write.</summary>
internal static class CheckNames
{
    /// <summary>What is wrong with the names of a check, or null.</summary>
    public static string? ProblemOf(Check check) => check is null ? "it is null" : ProblemOf(check.Name, check.Dimension);

    /// <summary>What is wrong with the name of a check or with that of its dimension, or null.</summary>
    public static string? ProblemOf(string? name, Dimension dimension) =>
        NameShapes.NameProblem(name ?? "") ?? DimensionProblem(dimension);

    /// <summary>What is wrong with the name of a dimension, or null.</summary>
    public static string? DimensionProblem(Dimension dimension) => dimension.Name is { } name && Dimension.IsValidName(name)
        ? null
        : $"{Quoted.Of(dimension.Name ?? "")} cannot be the name of a dimension: lower-case letters, digits and _, a letter first";

    /// <summary>The name under which a source stands in a report that gave no name: that of its type, as far as names allow.</summary>
    public static string OfType(Type type)
    {
        var name = string.Concat(type.Name.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')).TrimStart('-', '_', '.');
        return NameShapes.NameProblem(name) is null ? name : "source";
    }
}
