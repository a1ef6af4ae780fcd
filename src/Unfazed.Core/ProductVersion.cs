using System.Reflection;

namespace Unfazed.Core;

/// <summary>Which Unfazed this is.</summary>
public static class ProductVersion
{
    /// <summary>The version, such as <c>0.1.0</c>, without the commit that it was built from.</summary>
    public static string Current { get; } = Read();

    private static string Read()
    {
        var text = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var commit = text.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? text : text[..commit];
    }
}
