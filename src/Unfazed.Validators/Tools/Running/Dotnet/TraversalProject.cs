using System.Collections.Immutable;
using System.Security;

namespace Unfazed.Validators.Tools.Running.Dotnet;

/// <summary>A project that builds others, so that what several of them refer to is built once.</summary>
internal static class TraversalProject
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="targets">What it builds, absolute.</param>
    public static void Write(string path, ImmutableArray<string> targets) => File.WriteAllText(path, $"""
        <Project DefaultTargets="Build">
          <ItemGroup>
            {string.Join("\n    ", targets.Select(static target => $"<Each Include=\"{Escape(target)}\" />"))}
          </ItemGroup>
          <Target Name="Restore"><MSBuild Projects="@(Each)" Targets="Restore" /></Target>
          <Target Name="Build"><MSBuild Projects="@(Each)" Targets="Build" BuildInParallel="true" ContinueOnError="ErrorAndContinue" /></Target>
          <Target Name="Rebuild"><MSBuild Projects="@(Each)" Targets="Rebuild" BuildInParallel="true" ContinueOnError="ErrorAndContinue" /></Target>
        </Project>
        """);

    // MSBuild's own special characters as %XX, then XML's.
    private static string Escape(string path)
    {
        var escaped = path.Replace("%", "%25", StringComparison.Ordinal);
        foreach (var (plain, code) in new[] { ("$", "%24"), ("@", "%40"), ("'", "%27"), (";", "%3B"), ("?", "%3F"), ("*", "%2A"), ("(", "%28"), (")", "%29") })
        {
            escaped = escaped.Replace(plain, code, StringComparison.Ordinal);
        }

        return SecurityElement.Escape(escaped);
    }
}
