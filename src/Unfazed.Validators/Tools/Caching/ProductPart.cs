using Unfazed.Core;
using Unfazed.Core.Caching;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>Unfazed itself as a part of every key: its readers and rules make the answer as much as the tool does.</summary>
internal static class ProductPart
{
    /// <summary>The version, and which build of it: with equal sources builds are equal.</summary>
    public static KeyPart Current { get; } = new(KeyPartKind.Unfazed, "version", $"{ProductVersion.Current} ({Build()})");

    private static string Build()
    {
        var modules = new[] { typeof(ProductVersion).Module, typeof(ProductPart).Module };
        return CacheKey.Hex(string.Join('\0', modules.Select(static module => module.ModuleVersionId.ToString("N"))))[..8];
    }
}
