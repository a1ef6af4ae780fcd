using Unfazed.Core;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>The severity of codes that flake8 and Ruff share: only what keeps Python from running the file at all, or names what is not there, is an error.</summary>
internal static class PyflakesSeverity
{
    /// <summary>The severity of a code such as <c>F821</c>.</summary>
    public static Severity Of(string code) =>
        code is "invalid-syntax" || code.StartsWith("E9", StringComparison.Ordinal) || code.StartsWith("F63", StringComparison.Ordinal) ||
        code.StartsWith("F7", StringComparison.Ordinal) || code.StartsWith("F82", StringComparison.Ordinal) ? Severity.Error : Severity.Warning;
}
