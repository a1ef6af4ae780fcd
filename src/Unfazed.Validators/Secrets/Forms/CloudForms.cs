using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Clouds, hosting, and stores of secrets.</summary>
internal static class CloudForms
{
    private const int TerraformId = 14;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-digitalocean-token", "DigitalOcean access token", "dop_v1_"u8, OneCase(64, Hex)),
        Of("detect-digitalocean-token", "DigitalOcean OAuth token", "doo_v1_"u8, OneCase(64, Hex)),
        Of("detect-digitalocean-token", "DigitalOcean refresh token", "dor_v1_"u8, OneCase(64, Hex)),
        Of("detect-databricks-token", "Databricks token", "dapi"u8, OneCase(32, Hex)),
        Of("detect-vault-token", "HashiCorp Vault service token", "hvs."u8, Generated(90, MaxLength, UrlSafe)),
        Of("detect-vault-token", "HashiCorp Vault batch token", "hvb."u8, Generated(138, MaxLength, UrlSafe)),
        Of("detect-terraform-token", "Terraform Cloud token", ".atlasv1."u8, Terraform),
        Of("detect-cloudflare-token", "Cloudflare origin CA key", "v1.0-"u8, Parts(new(24, Hex), (byte)'-', new(146, Hex))),
        Of("detect-cloudflare-token", "Cloudflare user token", "cfut_"u8, Generated(48, Alphanumeric)),
        Of("detect-cloudflare-token", "Cloudflare account token", "cfat_"u8, Generated(48, Alphanumeric)),
        Of("detect-cloudflare-token", "Cloudflare key", "cfk_"u8, Generated(48, Alphanumeric)),
        Of("detect-heroku-key", "Heroku API key", "HRKU-AA"u8, Generated(58, UrlSafe)),
        Of("detect-fly-token", "Fly.io token", "fo1_"u8, Generated(43, UrlSafe)),
        Of("detect-fly-token", "Fly.io token", "fm2_"u8, Generated(100, MaxLength * 4, Base64)),
        Of("detect-netlify-token", "Netlify token", "nfp_"u8, Generated(36, Alphanumeric)),
        Of("detect-supabase-token", "Supabase access token", "sbp_"u8, OneCase(40, Hex)),
        Of("detect-planetscale-token", "PlanetScale token", "pscale_tkn_"u8, Generated(32, 64, UrlSafe)),
        Of("detect-planetscale-token", "PlanetScale password", "pscale_pw_"u8, Generated(32, 64, UrlSafe)),
        Of("detect-pulumi-token", "Pulumi token", "pul-"u8, OneCase(40, Hex)),
        Of("detect-doppler-token", "Doppler token", "dp.pt."u8, Generated(43, Alphanumeric)),
        Of("detect-tailscale-key", "Tailscale key", "tskey-"u8, Tailscale),
        Of("detect-1password-token", "1Password service account token", "ops_eyJ"u8, Generated(200, MaxLength * 4, Base64)),
        Of("detect-age-key", "age secret key", "AGE-SECRET-KEY-1"u8, OneCase(58, UpperAlphanumeric, 16)),
    ];

    private static SecretPlace? Terraform(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, UrlSafe);
        return RunBefore(text, start, Alphanumeric, TerraformId) == TerraformId && run is >= 60 and <= 70 && IsGenerated(text.Slice(end, run)) ? new(start - TerraformId, end + run) : null;
    }

    // What it is for, its id, and the secret.
    private static SecretPlace? Tailscale(ReadOnlySpan<byte> text, int start, int end)
    {
        var id = end + Run(text, end, LowerAlphanumeric, 12) + 1;
        var secret = id + Run(text, Math.Min(id, text.Length), Alphanumeric, 24) + 1;
        var run = Run(text, secret, Alphanumeric, 60);
        return Continues(text, id - 1, "-"u8) && Continues(text, secret - 1, "-"u8) && secret - id >= 8 && run is >= 20 and <= 60 && IsGenerated(text.Slice(secret, run)) ? new(start, secret + run) : null;
    }
}
