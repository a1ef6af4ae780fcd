using System.Runtime.InteropServices;

namespace Unfazed.Cli.Rendering;

/// <summary>The size of a terminal.</summary>
/// <param name="Columns">1 or more.</param>
/// <param name="Rows">1 or more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowSize(int Columns, int Rows);
