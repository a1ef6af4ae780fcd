using Unfazed.Core;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed schema</c>: the JSON schema of the configuration.</summary>
internal static class SchemaCommand
{
    public static int Run(Host host)
    {
        ConfigurationSchema.Write(host.Terminal.Output, CheckSources.Catalog);
        host.Terminal.Output.Flush();
        return ExitCodes.Passed;
    }
}
