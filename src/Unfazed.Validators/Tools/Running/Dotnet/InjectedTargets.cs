namespace Unfazed.Validators.Tools.Running.Dotnet;

/// <summary>
/// MSBuild targets that give each compilation a report of its own in the folder in which they stand, and write down that it began.
/// </summary>
/// <remarks>
/// They come in through two extension points of Microsoft.Common.targets, set as environment variables: a project that uses one of them for
/// itself overrides it and is not disturbed. Each gets a file of its own, since MSBuild warns of a file that is imported twice.
/// </remarks>
internal static class InjectedTargets
{
    private const string Content = """
        <Project>
          <Target Name="_UnfazedReport" BeforeTargets="CoreCompile">
            <PropertyGroup>
              <_UnfazedReport>$(MSBuildThisFileDirectory)$([System.Guid]::NewGuid().ToString('N'))</_UnfazedReport>
              <_UnfazedErrorLogPath>$([System.Text.RegularExpressions.Regex]::Replace($(ErrorLog), '[,;].*', ''))</_UnfazedErrorLogPath>
              <ErrorLog>$(_UnfazedReport).sarif,version=2.1</ErrorLog>
            </PropertyGroup>
            <WriteLinesToFile File="$(_UnfazedReport).project" Lines="$(MSBuildProjectFullPath);$(TargetFramework);$(TargetPath)" Overwrite="true" />
          </Target>
          <!-- A project that asks for a report itself gets it where it expects it. -->
          <Target Name="_UnfazedOwnReport" AfterTargets="CoreCompile" Condition="'$(_UnfazedErrorLogPath)' != '' and Exists('$(_UnfazedReport).sarif')">
            <Copy SourceFiles="$(_UnfazedReport).sarif" DestinationFiles="$(_UnfazedErrorLogPath)" ContinueOnError="true" />
          </Target>
        </Project>
        """;

    /// <summary>The extension points.</summary>
    private static readonly string[] Points = ["CustomAfterDirectoryBuildTargets", "CustomAfterMicrosoftCommonTargets"];

    /// <summary>Writes the files.</summary>
    /// <returns>The variables that bring them in.</returns>
    public static IEnumerable<KeyValuePair<string, string?>> Write(string folder)
    {
        foreach (var point in Points)
        {
            var path = Path.Combine(folder, point + ".targets");
            File.WriteAllText(path, Content);
            yield return KeyValuePair.Create(point, (string?)path);
        }
    }
}
