using System.Collections.Immutable;
using Unfazed.Validators.Secrets.Forms;

namespace Unfazed.Validators.Secrets;

/// <summary>
/// All forms of secrets. Each has a fixed part, and a length, a checksum or a second fixed part, so that nothing else looks like it; what remains must look
/// random. The lengths are those that the issuers document or give out.
/// </summary>
internal static class TokenForms
{
    public static ImmutableArray<TokenForm> All { get; } =
    [
        .. PrivateKeyForms.All, .. AwsForms.All, .. GitHubForms.All, .. GitLabForms.All, .. PackageForms.All, .. SlackForms.All, .. WebhookForms.All,
        .. ModelForms.All, .. GoogleForms.All, .. AzureForms.All, .. PaymentForms.All, .. MailForms.All, .. CloudForms.All, .. MonitoringForms.All, .. ProductForms.All, .. GeneralForms.All,
    ];
}
