namespace Unfazed.Core.Configuration.Schema;

/// <summary>What the keys of one service must be to its name; looked at when files and variables are merged.</summary>
internal static class ServiceRules
{
    /// <summary>Reports what does not go together.</summary>
    public static void Check(ServiceSettings service, ReadContext context)
    {
        var isPrometheus = service.Name == ServiceSettings.Prometheus;
        if (service.Name == ServiceSettings.Mcp)
        {
            CheckMcp(service, context);
            return;
        }

        Refuse("run", service.Run?.Source, true, "for mcp", context);
        Refuse("tool", service.Tool?.Source, true, "for mcp", context);
        Refuse("url", service.Url?.Source, isPrometheus, "for questdb and for services that checks depend on; prometheus takes \"pushgateway\" and \"textfile\"", context);
        Refuse("pushgateway", service.Pushgateway?.Source, !isPrometheus, "for prometheus", context);
        Refuse("textfile", service.Textfile?.Source, !isPrometheus, "for prometheus", context);
        Refuse("per_check", service.PerCheck?.Source, !isPrometheus, "for prometheus", context);
        Refuse("branches", service.Branches?.Source, !isPrometheus && service.Name != ServiceSettings.QuestDb, "for questdb and prometheus", context);
        ServiceAccessRules.Check(service, context);
        if (context.Errors.Any())
        {
            // A key that was refused is not missing.
            return;
        }

        if (isPrometheus && service is { Pushgateway: null, Textfile: null, Url: null })
        {
            context.Refuse(service.Source, "prometheus needs \"pushgateway\" or \"textfile\"");
        }

        if (service is { Name: ServiceSettings.QuestDb, Url: null, Pushgateway: null, Textfile: null })
        {
            context.Refuse(service.Source, "questdb needs \"url\"");
        }
    }

    private static void CheckMcp(ServiceSettings service, ReadContext context)
    {
        Refuse("url", service.Url?.Source, true, "for questdb and for services that checks depend on; mcp takes \"run\", the command of a server on standard streams", context);
        Refuse("pushgateway", service.Pushgateway?.Source, true, "for prometheus", context);
        Refuse("textfile", service.Textfile?.Source, true, "for prometheus", context);
        Refuse("per_check", service.PerCheck?.Source, true, "for prometheus", context);
        Refuse("branches", service.Branches?.Source, true, "for questdb and prometheus", context);
        ServiceAccessRules.Check(service, context);
        if (service is { Run: null, Url: null })
        {
            context.Refuse(service.Source, "mcp needs \"run\"");
        }
    }

    /// <summary>Refuses a key that is there and has no place.</summary>
    public static void Refuse(string key, SettingSource? source, bool isWrong, string place, ReadContext context)
    {
        if (isWrong && source is not null)
        {
            context.Refuse(source, $"\"{key}\" has no place here: it is {place}");
        }
    }
}
