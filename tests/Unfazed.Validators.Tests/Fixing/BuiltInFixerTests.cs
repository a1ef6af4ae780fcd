using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Configuration;
using Unfazed.Testing;
using Unfazed.Validators.Fixing;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Repository;
using Unfazed.Validators.Tests.TextFiles;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.Fixing;

public sealed class BuiltInFixerTests : IDisposable
{
    private static readonly Gen<byte[]> SpoiltTexts =
        from text in Texts()
        from other in Gen.Elements<byte>(0, 1, 11, 26, 127, 0xE9, 0xFF, 0xC0)
        from at in Gen.Choose(0, 1000)
        select Insert(text, other, at);

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(Gen.ArrayOf(Gen.Choose(0, 255).Select(static value => (byte)value)), SpoiltTexts);

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void No_file_that_is_not_text_is_changed() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(AnyBytes), Arb.From(Gen.Elements("a.bin", "a.txt", "a.md", "a")), (content, path) =>
            TextProbe.Of(content) == TextCertainty.Text || Fixer().Fix(path, content).Content is null));

    [Fact]
    public void A_second_fix_changes_nothing_and_the_first_changes_white_space_alone() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(
        Arb.From(Texts()), Arb.From(Gen.Elements("a.txt", "a.md", "a.yaml", "a.sh", "a.py", "a.js", "a.cs", "a.rb", "a.pl", "a.sql", "a.nix", "a.zig")), (content, path) =>
        {
            var once = Fixer().Fix(path, content).Content ?? content;
            var twice = Fixer().Fix(path, once).Content ?? once;
            return once.AsSpan().SequenceEqual(twice) && Bare(once).AsSpan().SequenceEqual(Bare(content));
        }));

    [Theory]
    [InlineData("test/fixtures/a.txt", KeptReason.Fixture)]
    [InlineData("pkg/testdata/a.txt", KeptReason.Fixture)]
    [InlineData("test/data/a.txt", KeptReason.Fixture)]
    [InlineData("Tests/Data/a.txt", KeptReason.Fixture)]
    [InlineData("src/__snapshots__/a.js", KeptReason.Snapshot)]
    [InlineData("a.snap", KeptReason.Snapshot)]
    [InlineData("A.verified.txt", KeptReason.Snapshot)]
    [InlineData("tests/cmd/help.stdout", KeptReason.Snapshot)]
    [InlineData("a.patch", KeptReason.Patch)]
    [InlineData("a.diff", KeptReason.Patch)]
    [InlineData("a.eml", KeptReason.Mail)]
    [InlineData("a.rej", KeptReason.Patch)]
    [InlineData("a.csv", KeptReason.Content)]
    [InlineData("secret.key", KeptReason.Content)]
    [InlineData("deploy/password", KeptReason.Content)]
    [InlineData("token.txt", KeptReason.Content)]
    [InlineData(".pgpass", KeptReason.Content)]
    [InlineData("a.txtar", KeptReason.Content)]
    [InlineData("a.pdf", KeptReason.Content)]
    [InlineData("a.ws", KeptReason.Content)]
    [InlineData("a.rtf", KeptReason.Content)]
    [InlineData("a.uue", KeptReason.Content)]
    [InlineData("data/a.txt", null)]
    [InlineData("a/fixtures.txt", null)]
    internal void What_tests_and_tools_compare_is_left_alone_unless_it_is_named(string path, KeptReason? reason)
    {
        var left = Fixer().Fix(path, "x \t\ny"u8.ToArray());
        Assert.Equal(reason, left.Kept);
        Assert.Equal(reason is null, left.Content is not null && left.Content.AsSpan().SequenceEqual("x\ny\n"u8));
        Assert.Null(Fixer().Fix(path, "x\ny\n"u8.ToArray()).Kept);
        Assert.NotNull(Fixer(path).Fix(path, "x\ny"u8.ToArray()).Content);
        Assert.Null(Fixer(path).Fix(path, "x\ny"u8.ToArray()).Kept);
    }

    [Fact]
    public void A_folder_of_fixtures_can_be_named_and_one_above_it_names_none()
    {
        var content = "x \ny"u8.ToArray();
        Assert.NotNull(Fixer("test/fixtures").Fix("test/fixtures/sub/a.txt", content).Content);
        Assert.Null(Fixer("test").Fix("test/fixtures/sub/a.txt", content).Content);
        Assert.Null(Fixer(".").Fix("test/fixtures/sub/a.txt", content).Content);
    }

    [Theory]
    [InlineData("[*]\ncharset = utf-8\n", "a.ps1", true)]
    [InlineData("[*]\ncharset = utf-8\n", "Serilog.sln", true)]
    [InlineData("[*]\ncharset = utf-8\n", "NuGet.config", true)]
    [InlineData("[*]\ncharset = utf-8\n", "a.sln.DotSettings", true)]
    [InlineData("[src/**]\ncharset = utf-8\n", "src/a.nuspec", true)]
    [InlineData("[*.{ps1,cs}]\ncharset = utf-8\n", "a.ps1", false)]
    [InlineData("[*.ps1]\ncharset = utf-8\n[*]\ncharset = utf-8\n", "a.ps1", true)]
    [InlineData("", "a.ps1", true)]
    [InlineData("[*]\ncharset = utf-8\n", "a.txt", false)]
    [InlineData("[*]\ncharset = utf-8-bom\n", "a.txt", true)]
    [InlineData("", "a.txt", false)]
    public async Task A_mark_that_a_program_needs_stays_unless_its_kind_of_file_is_named(string editorConfig, string path, bool stays)
    {
        byte[] content = [.. "\uFEFFx\n"u8];
        _folder.Write(".editorconfig", editorConfig);
        Assert.Equal(stays, Fixer().Fix(path, content).Content is null);
        var seen = await Examinations.HygieneOf(path, content, editorConfig);
        Assert.Equal(stays, seen.Findings.All(static finding => finding.Rule != HygieneRules.ByteOrderMark));
    }

    [Fact]
    public void Text_in_another_encoding_is_left_alone_and_counted()
    {
        byte[] latin = [.. "caf"u8, 0xE9, .. " \n"u8];
        Assert.Equal(new TextFix { Kept = KeptReason.OtherEncoding }, Fixer("a.txt").Fix("a.txt", latin));
        Assert.Equal(default, Fixer().Fix("a.txt", [.. "caf"u8, 0xE9, .. "\n"u8]));
    }

    [Fact]
    public void Text_in_UTF_16_is_fixed_in_its_encoding()
    {
        byte[] content = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("é \r\nb")];
        Assert.Equal((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes("é\r\nb\r\n")], Fixer().Fix("a.txt", content).Content);
    }

    public void Dispose() => _folder.Dispose();

    private BuiltInFixer Fixer(params ImmutableArray<string> named)
    {
        var workspace = Examinations.Snapshot(_folder);
        return new BuiltInFixer(new HygieneScene(workspace, HygieneSwitches.From(new UnfazedConfiguration()), new EditorConfigTree(workspace), RepositoryFacts.None), named);
    }

    private static Gen<byte[]> Texts() =>
        from pieces in Gen.ArrayOf(Gen.Elements("a", "é", " ", "  ", "\t", "\f", "\n", "\n", "\r\n", "\r", "\\", "`", "'", "\"\"\"", "|", ": |", "<<EOF", "EOF", "@\"", "#"))
        select Encoding.UTF8.GetBytes(string.Concat(pieces));

    private static byte[] Insert(byte[] text, byte other, int at) => [.. text[..(at % (text.Length + 1))], other, .. text[(at % (text.Length + 1))..]];

    private static byte[] Bare(byte[] text) => [.. text.Where(static value => value is not ((byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\r' or (byte)'\n'))];
}
