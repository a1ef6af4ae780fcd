using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed version</c>.</summary>
internal static class VersionCommand
{
    public static int Run(Host host, GivenOptions options)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, static json =>
            {
                json.WriteString("name", "unfazed");
                json.WriteString("version", ProductVersion.Current);
                json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                json.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
            });
        }
        else
        {
            host.Terminal.Write($"unfazed {ProductVersion.Current}\n");
        }

        return ExitCodes.Passed;
    }
}
