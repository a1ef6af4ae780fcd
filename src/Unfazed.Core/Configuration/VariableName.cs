using System.Buffers;

namespace Unfazed.Core.Configuration;

/// <summary>Names of environment variables, as POSIX has them (XBD 8.1): letters, digits and <c>_</c>, no digit first.</summary>
internal static class VariableName
{
    public const string Pattern = "^[A-Za-z_][A-Za-z0-9_]*$";

    public static SearchValues<char> Characters { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsValid(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.AsSpan().IndexOfAnyExcept(Characters) < 0;
}
