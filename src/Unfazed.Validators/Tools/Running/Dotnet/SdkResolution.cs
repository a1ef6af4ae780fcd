using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running.Dotnet;

/// <summary>The dotnet host found no SDK that the repository accepts: there is none at all, or none that its <c>global.json</c> asks for.</summary>
internal static class SdkResolution
{
    /// <summary>LibHostSdkFindFailure, 0x80008091, as an exit code (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-error-codes.md).</summary>
    public const int NoSdk = 0x91;

    /// <summary>SdkResolveFailure, 0x8000809B, as an exit code.</summary>
    public const int NoFittingSdk = 0x9B;

    /// <summary>Says which SDK is missing, where that is what happened.</summary>
    public static Observation Explain(Observation observation, ValidationContext context, string directory)
    {
        if (observation.ExitCode is not (NoSdk or NoFittingSdk))
        {
            return observation;
        }

        var (file, version) = Asked(new RepositoryView(context.Workspace), directory);
        return observation with
        {
            Ending = ObservationEnding.Unavailable,
            Error = ErrorCodes.ToolMissing,
            Summary = null,
            Message = file is null
                ? "no .NET SDK is installed; get one from https://dotnet.microsoft.com/download"
                : $"{file} asks for .NET SDK {version ?? "of a certain version"}, which is not installed; get it from https://dotnet.microsoft.com/download, or change {file}",
        };
    }

    private static (string? File, string? Version) Asked(RepositoryView repository, string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            var path = RepositoryView.Join(at, "global.json");
            if (repository.Has(path))
            {
                using var document = JsonText.Parse(repository.Text(path));
                return (path, document?.RootElement.Get("sdk").Text("version"));
            }

            if (at == ".")
            {
                return (null, null);
            }
        }
    }
}
