using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Registries of packages and images. Tokens of PyPI are macaroons that begin with its name.</summary>
internal static class PackageForms
{
    private const int MinPyPi = 60;
    private const int UuidLength = 36;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-npm-token", "npm access token", "_authToken="u8, Uuid),
        Of("detect-pypi-token", "PyPI token", "pypi-AgEIcHlwaS5vcmc"u8, Generated(MinPyPi, MaxLength, UrlSafe)),
        Of("detect-pypi-token", "TestPyPI token", "pypi-AgENdGVzdC5weXBpLm9yZw"u8, Generated(MinPyPi, MaxLength, UrlSafe)),
        Of("detect-rubygems-key", "RubyGems API key", "rubygems_"u8, OneCase(48, Hex)),
        Of("detect-nuget-key", "NuGet API key", "oy2"u8, OneCase(43, LowerAlphanumeric, 15)),
        Of("detect-cargo-token", "crates.io token", "cio"u8, Generated(32, Alphanumeric)),
        Of("detect-artifactory-key", "Artifactory API key", "AKCp"u8, Generated(69, Alphanumeric)),
        Of("detect-docker-token", "Docker Hub access token", "dckr_pat_"u8, Generated(27, UrlSafe)),
        Of("detect-docker-token", "Docker Hub organization token", "dckr_oat_"u8, Generated(32, UrlSafe)),
        Of("detect-docker-token", "registry login", "\"auth\""u8, RegistryLogin.Match),
    ];

    private static SecretPlace? Uuid(ReadOnlySpan<byte> text, int start, int end) =>
        end + UuidLength <= text.Length && Guid.TryParseExact(System.Text.Encoding.ASCII.GetString(text.Slice(end, UuidLength)), "D", out _) && IsOneCase(text.Slice(end, UuidLength), 10)
            ? new(end, end + UuidLength)
            : null;
}
