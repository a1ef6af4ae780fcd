namespace Unfazed.Core.Configuration.Schema;

/// <summary>Which credentials go together, and with which address.</summary>
internal static class ServiceAccessRules
{
    /// <summary>The user's own secrets are not for an address that a repository names, nor for its proxy, even of one that is trusted.</summary>
    public static ServiceSettings KeepFromRepository(ServiceSettings service) =>
        AddressOf(service)?.Source.Origin == SettingOrigin.ProjectFile || service.Access.Proxy?.Source.Origin == SettingOrigin.ProjectFile
            ? service with { Access = service.Access.WithoutSecretsOfUser() }
            : service;

    /// <summary>Reports what does not go together.</summary>
    public static void Check(ServiceSettings service, ReadContext context)
    {
        var access = service.Access;
        var address = AddressOf(service);
        const string Place = "for questdb with \"url\" and for prometheus with \"pushgateway\"";
        ServiceRules.Refuse("token", access.Token?.Source, address is null, Place, context);
        ServiceRules.Refuse("token_file", access.TokenFile?.Source, address is null, Place, context);
        ServiceRules.Refuse("password_file", access.PasswordFile?.Source, address is null, Place, context);
        ServiceRules.Refuse("headers", access.Headers?.Source, address is null, Place, context);
        ServiceRules.Refuse("proxy", access.Proxy?.Source, address is null, Place, context);
        if (address is not null)
        {
            CheckCredentials(access, address.Value.Value.Uri.UserInfo, context);
        }
    }

    private static void CheckCredentials(ServiceAccess access, string user, ReadContext context)
    {
        var token = (access.TokenFile?.Source, access.Token?.Source) switch
        {
            ({ } file, { } text) => Twice(file, text, context),
            var (file, text) => file ?? text,
        };
        if (token is not null && (user.Length > 0 || access.PasswordFile is not null))
        {
            context.Refuse(token, "a token and a user's password exclude each other: leave out the user in the address and \"password_file\", or the token");
        }

        if (access.PasswordFile is { } password && (user.Length == 0 || user.Contains(':', StringComparison.Ordinal)))
        {
            context.Refuse(password.Source, "\"password_file\" needs an address with a user and without a password, such as https://user@host");
        }

        if (access.Headers is { } headers && (token is not null || user.Length > 0) && headers.Value.Keys.Any(static name => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            context.Refuse(headers.Source, "the header \"Authorization\" excludes a token and a user in the address: give one of them");
        }
    }

    private static SettingSource Twice(SettingSource file, SettingSource text, ReadContext context)
    {
        context.Refuse(file, "\"token_file\" and \"token\" exclude each other: give one of them");
        return text;
    }

    private static Setting<ServiceAddress>? AddressOf(ServiceSettings service) => service.Name switch
    {
        ServiceSettings.Prometheus => service.Pushgateway,
        ServiceSettings.QuestDb => service.Url,
        _ => null,
    };
}
