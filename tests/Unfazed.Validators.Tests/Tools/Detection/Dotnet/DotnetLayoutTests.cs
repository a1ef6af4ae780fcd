using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Detection.Dotnet;

namespace Unfazed.Validators.Tests.Tools.Detection.Dotnet;

public sealed class DotnetLayoutTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void A_solution_speaks_for_its_folder_and_what_lies_below()
    {
        Write("All.slnx", """<Solution><Folder Name="/src/"><Project Path="src/A/A.csproj" /></Folder></Solution>""");
        Write("src/A/A.csproj");
        Write("samples/S.csproj");
        Write("samples/deep/Samples.sln");

        var layout = Layout();

        Assert.Equal(["All.slnx"], layout.TargetsBelow(".").AsEnumerable());
        Assert.Equal(["samples/S.csproj"], layout.LeftOut(".").AsEnumerable());
    }

    [Fact]
    public void Of_several_solutions_in_a_folder_the_one_with_most_projects_is_built_and_of_equals_the_newer_format()
    {
        Write("Few.slnx", """<Solution><Project Path="a.csproj"/></Solution>""");
        Write("Many.sln", "Project(\"{FAE0}\") = \"a\", \"src\\a.csproj\", \"{1}\"\nEndProject\nProject(\"{FAE0}\") = \"b\", \"b.csproj\", \"{2}\"\n");
        Write("Many.slnx", """<Solution><Project Path='src/a.csproj'/><Project Id="x" Path="b.csproj"/></Solution>""");

        Assert.Equal(["Many.slnx"], Layout().TargetsBelow(".").AsEnumerable());
    }

    [Fact]
    public void Without_a_solution_the_projects_that_no_other_refers_to_are_built()
    {
        Write("src/Lib/Lib.csproj");
        Write("src/App/App.csproj", """<Project><ItemGroup><ProjectReference Include="..\Lib\Lib.csproj" /></ItemGroup></Project>""");
        Write("tests/T.fsproj", """<Project><ItemGroup><ProjectReference PrivateAssets="all" Include="../src/Lib/Lib.csproj" /></ItemGroup></Project>""");

        var layout = Layout();

        Assert.Equal(["src/App/App.csproj", "tests/T.fsproj"], layout.TargetsBelow(".").AsEnumerable());
        Assert.Equal((false, true), (layout.StartsIn("src/Lib"), layout.StartsIn("src/App")));
        Assert.Equal(["src/Lib/Lib.csproj"], layout.TargetsBelow("src/Lib").AsEnumerable());
    }

    [Fact]
    public void A_ring_of_projects_is_built_from_its_first()
    {
        Write("a/a.csproj", """<Project><ProjectReference Include="../b/b.csproj" /></Project>""");
        Write("b/b.csproj", """<Project><ProjectReference Include="../a/a.csproj" /><ProjectReference Include="../../../out.csproj" /></Project>""");

        Assert.Equal(["a/a.csproj"], Layout().TargetsBelow(".").AsEnumerable());
    }

    public void Dispose() => _root.Dispose();

    private void Write(string path, string content = "<Project />") => _root.Write(path, content);

    private DotnetLayout Layout()
    {
        var files = Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_root.Path, path)).Order(StringComparer.Ordinal);
        return DotnetLayout.Of(new RepositoryView(new WorkspaceSnapshot(_root.Path, false, [.. files.Select(static path => new WorkspaceFile(path, WorkspaceFileKind.Regular, default))])));
    }
}
