using System.Globalization;
using Unfazed.Testing;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Tests.Tools.Locating;

public sealed class PackageVersionsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly PackageVersions _versions = new();

    [Fact]
    public void A_linked_program_has_the_version_of_its_package()
    {
        Package("node_modules/typescript", "{ \"name\": \"typescript\", \"version\": \"5.9.3\", \"bin\": { \"tsc\": \"./bin/tsc\" } }");
        Link("node_modules/.bin/tsc", "../typescript/bin/tsc");

        Assert.Equal("5.9.3", _versions.VersionOf(Run("tsc", "node_modules/.bin/tsc")));
    }

    [Fact]
    public void A_manifest_on_the_way_that_only_says_how_modules_are_read_is_passed_over()
    {
        Package("node_modules/typescript", "{ \"name\": \"typescript\", \"version\": \"5.9.3\", \"bin\": { \"tsc\": \"./bin/tsc\" } }");
        _folder.Write("node_modules/typescript/bin/package.json", "{ \"type\": \"commonjs\" }");
        Link("node_modules/.bin/tsc", "../typescript/bin/tsc");

        Assert.Equal("5.9.3", _versions.VersionOf(Run("tsc", "node_modules/.bin/tsc")));
    }

    [Fact]
    public void A_package_with_one_program_names_it_as_itself()
    {
        Package("node_modules/prettier", "{ \"name\": \"prettier\", \"version\": \"3.6.2\", \"bin\": \"./bin/tsc\" }");
        Link("node_modules/.bin/prettier", "../prettier/bin/tsc");

        Assert.Equal("3.6.2", _versions.VersionOf(Run("prettier", "node_modules/.bin/prettier")));
    }

    [Fact]
    public void A_script_of_pnpm_has_the_version_of_the_package_that_it_starts()
    {
        Package("node_modules/.pnpm/typescript@5.9.3/node_modules/typescript", "{ \"name\": \"typescript\", \"version\": \"5.9.3\", \"bin\": { \"tsc\": \"./bin/tsc\" } }");
        Link("app/node_modules/typescript", "../../node_modules/.pnpm/typescript@5.9.3/node_modules/typescript");
        _folder.Write("app/node_modules/.bin/tsc", "#!/bin/sh\nexec node  \"$basedir/../typescript/bin/tsc\" \"$@\"\n");

        Assert.Equal("5.9.3", _versions.VersionOf(Run("tsc", "app/node_modules/.bin/tsc")));
    }

    [Theory]
    [InlineData("{ \"name\": \"other\", \"version\": \"1.2.3\", \"bin\": { \"other\": \"x\" } }")]
    [InlineData("{ \"name\": \"typescript\", \"version\": 5, \"bin\": { \"tsc\": \"x\" } }")]
    [InlineData("{ \"name\": \"typescript\", \"version\": \"\\u001b[31m\", \"bin\": { \"tsc\": \"x\" } }")]
    [InlineData("{ \"name\": \"typescript\", \"version\": \"\\ud800\", \"bin\": { \"tsc\": \"x\" } }")]
    [InlineData("{ \"bin\": \"tsc\", \"version\": \"1.2.3\" }")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void A_manifest_that_does_not_say_it_leaves_the_question_to_the_program(string manifest)
    {
        Package("node_modules/typescript", manifest);
        Link("node_modules/.bin/tsc", "../typescript/bin/tsc");

        Assert.Null(_versions.VersionOf(Run("tsc", "node_modules/.bin/tsc")));
    }

    [Fact]
    public void Programs_from_elsewhere_and_questions_of_somebodys_own_are_not_answered()
    {
        Package("node_modules/typescript", "{ \"name\": \"typescript\", \"version\": \"5.9.3\", \"bin\": { \"tsc\": \"./bin/tsc\" } }");
        Link("node_modules/.bin/tsc", "../typescript/bin/tsc");
        Link("bin/tsc", "../node_modules/typescript/bin/tsc");
        _folder.Write("other/node_modules/.bin/tsc", "#!/bin/sh\necho 5.0.0\n");

        Assert.Null(_versions.VersionOf(Run("tsc", "bin/tsc")));
        Assert.Null(_versions.VersionOf(Run("tsc", "other/node_modules/.bin/tsc")));
        Assert.Null(_versions.VersionOf(Run("tsc", "node_modules/.bin/tsc") with { VersionCommand = [_folder["node_modules/.bin/tsc"], "--all"] }));
    }

    [Fact]
    public void Five_hundred_links_to_one_package_are_one_look_into_it()
    {
        Package("node_modules/typescript", "{ \"name\": \"typescript\", \"version\": \"5.9.3\", \"bin\": { \"tsc\": \"./bin/tsc\" } }");
        for (var index = 0; index < 500; index++)
        {
            var package = string.Create(CultureInfo.InvariantCulture, $"packages/{index}");
            Link($"{package}/node_modules/.bin/tsc", "../../../../node_modules/typescript/bin/tsc");
            Assert.Equal("5.9.3", _versions.VersionOf(Run("tsc", $"{package}/node_modules/.bin/tsc")));

            // Read again it would be another.
            Package("node_modules/typescript", "{}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Package(string folder, string manifest)
    {
        _folder.Write($"{folder}/package.json", manifest);
        _folder.Write($"{folder}/bin/tsc", "#!/usr/bin/env node\n");
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.CreateSymbolicLink(_folder[path], target);
    }

    private ToolRun Run(string tool, string program) => new()
    {
        Tool = tool,
        Program = _folder[program],
        Arguments = [],
        Directory = ".",
        Exits = ExitTable.Linter,
        Reader = new ExitCodeReader(),
        VersionCommand = [_folder[program], .. ToolCatalog.Find(tool)!.VersionArguments],
    };
}
