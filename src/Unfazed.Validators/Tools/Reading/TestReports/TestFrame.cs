namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>A place in a stack, as test runners print it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal sealed record TestFrame(string Path, int? Line, int? Column);
