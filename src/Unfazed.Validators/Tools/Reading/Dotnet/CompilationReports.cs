using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.Sarif;

namespace Unfazed.Validators.Tools.Reading.Dotnet;

/// <summary>What the compilers left in the folder of reports: for each compilation a line of its project, and its SARIF.</summary>
internal sealed class CompilationReports
{
    private CompilationReports(ImmutableArray<Compilation> compilations, ImmutableArray<Finding> findings)
    {
        Compilations = compilations;
        Findings = findings;
    }

    /// <summary>Every compilation that began.</summary>
    public ImmutableArray<Compilation> Compilations { get; }

    /// <summary>What the compilers reported, once for all frameworks; what an editor would only suggest is left out.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Reads the folder.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CompilationReports Read(string folder, string tool, FindingPaths paths)
    {
        var compilations = ImmutableArray.CreateBuilder<Compilation>();
        var findings = new List<Finding>();
        foreach (var marker in Directory.EnumerateFiles(folder, "*" + Compilation.MarkerSuffix).Order(StringComparer.Ordinal))
        {
            var compilation = Compilation.Read(marker);
            var report = Path.ChangeExtension(marker, ".sarif");
            var reading = File.Exists(report) ? ReadReport(report, tool, paths) : null;
            compilations.Add(compilation with { HasReport = reading is { Flaw: null } });
            findings.AddRange((reading?.Findings ?? []).Where(static finding => finding.Severity != Severity.Note));
        }

        return new CompilationReports(compilations.ToImmutable(), [.. findings.Distinct()]);
    }

    private static OutputReading ReadReport(string path, string tool, FindingPaths paths)
    {
        using var document = JsonOutput.Parse(File.ReadAllBytes(path), out var flaw);
        return document is null ? new OutputReading { Extent = Extent.Unread, Flaw = flaw } : SarifReader.Read(document.RootElement, tool, paths);
    }
}

/// <summary>A project that a compiler was started for.</summary>
/// <param name="Project">Its file, absolute.</param>
/// <param name="Framework">Such as <c>net10.0</c>.</param>
/// <param name="Assembly">The file that comes of it, without its folder.</param>
/// <param name="HasReport">Whether its compiler left one that could be read.</param>
internal sealed record Compilation(string Project, string Framework, string Assembly, bool HasReport)
{
    /// <summary>The end of the name of the file that the injected targets write.</summary>
    public const string MarkerSuffix = ".project";

    /// <summary>Whether its compiler is one that writes reports; F#'s is not, and its diagnostics are read from the log.</summary>
    public bool OwesReport => Project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || Project.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the file that the injected targets wrote: project, framework, path of the assembly.</summary>
    public static Compilation Read(string marker)
    {
        var lines = File.ReadAllLines(marker);
        return new Compilation(lines.ElementAtOrDefault(0) ?? "", lines.ElementAtOrDefault(1) ?? "", Path.GetFileName(lines.ElementAtOrDefault(2) ?? ""), false);
    }
}
