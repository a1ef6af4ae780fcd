using System.Collections.Immutable;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Builds;

namespace Unfazed.Validators.Tools.Own;

/// <summary>A compiler, build or test runner that is no tool of the catalogue, whose output <c>parse</c> may name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Reader">Reads what it prints.</param>
/// <param name="Exits">What its exit codes mean.</param>
internal sealed record BuildFormat(string Name, IOutputReader Reader, ExitTable Exits)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<BuildFormat> All { get; } =
    [
        new("maven", new MavenReader(), ExitTable.Linter),
        new("gradle", new GradleReader(), ExitTable.Linter),

        // 2: its options were wrong; 3 and 4: it broke down itself (com.sun.tools.javac.main.Main.Result).
        new("javac", new JavacReader(), ExitTable.Linter.With(ExitMeaning.ToolError, 2, 3, 4)),

        // 2: what does not compile, until Go 1.20.
        new("go-test", new GoTestReader(), ExitTable.Of(ExitMeaning.Findings, 1, 2)),
        // 1, or what a test program with a harness of its own exited with.
        new("cargo-test", new CargoTestReader(), ExitTable.Of(ExitMeaning.Findings, 1, 101)),
        new("ctest", new CTestReader(), ExitTable.Of(ExitMeaning.Findings, 8)),
    ];

    /// <summary>The one of this name, or null.</summary>
    public static BuildFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
