using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Monitoring.</summary>
internal static class MonitoringForms
{
    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-grafana-token", "Grafana service account token", "glsa_"u8, Parts(new(32, Alphanumeric), (byte)'_', new(8, Hex))),
        Of("detect-grafana-token", "Grafana Cloud token", "glc_eyJ"u8, Generated(60, MaxLength, Base64)),
        Of("detect-sentry-token", "Sentry organization token", "sntrys_eyJ"u8, Generated(60, MaxLength * 2, Base64)),
        Of("detect-sentry-token", "Sentry user token", "sntryu_"u8, OneCase(64, Hex)),
        Of("detect-newrelic-key", "New Relic user key", "NRAK-"u8, OneCase(27, UpperAlphanumeric, 12)),
        Of("detect-dynatrace-token", "Dynatrace token", "dt0c01."u8, Parts(new(24, UpperAlphanumeric), (byte)'.', new(64, UpperAlphanumeric))),
        Of("detect-dynatrace-token", "Dynatrace token", "dt0s16."u8, Parts(new(8, UpperAlphanumeric), (byte)'.', new(64, UpperAlphanumeric))),
    ];
}
