namespace Unfazed.Core.Orchestration;

/// <summary>How a check mends what it found: it changes the files of the workspace that its context names, which is a copy.</summary>
/// <param name="Fixer">Runs it. Its observation says whether it came to its end, not what is left to mend.</param>
/// <param name="IsFormatter">Whether it changes the layout of files alone: formatters come after all others.</param>
public sealed record CheckFix(IValidator Fixer, bool IsFormatter);
