using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Tests.Configuration;
using Unfazed.Core.Trust;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Trust;

public sealed class TrustStoreTests : IDisposable
{
    private readonly LoadedFolder _folder = new();
    private readonly TemporaryDirectory _state = new();
    private readonly TrustStore _store;

    public TrustStoreTests()
    {
        _store = new TrustStore(new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path), "/"));
        _folder.Write("../shared.yaml", "deadline: 1m\n");
        _folder.Write("unfazed.yaml", "extends: ../shared.yaml\nservices: { db: {} }\n");
        _folder.Write("sub/unfazed.yaml", "exclude: [x]\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void A_trust_that_cannot_be_kept_leaves_no_file()
    {
        Assert.Null(_store.Trust(Load()));
        var file = Assert.Single(Directory.GetFiles(_state["trust"]));
        File.Delete(file);
        _state.MakeFolder($"trust/{Path.GetFileName(file)}/occupied");

        Assert.NotNull(_store.Trust(Load()));

        Assert.Empty(Directory.GetFiles(_state["trust"]));
    }

    [Fact]
    public void What_was_trusted_is_trusted_until_any_of_its_files_changes()
    {
        Assert.Equal(TrustState.Untrusted, Look());
        Assert.Null(_store.Trust(Load()));
        Assert.Equal(TrustState.Trusted, Look());

        foreach (var (file, text) in new[] { ("../shared.yaml", "deadline: 2m\n"), ("unfazed.yaml", "extends: ../shared.yaml\nservices: { db: {} } \n"), ("sub/unfazed.yaml", "exclude: [y]\n") })
        {
            var before = File.ReadAllText(Path.Combine(_folder.Root, file));
            _folder.Write(file, text);
            Assert.Equal(TrustState.Changed, Look());
            _folder.Write(file, before);
            Assert.Equal(TrustState.Trusted, Look());
        }

        _folder.Write("other/unfazed.yaml", "exclude: [x]\n");
        Assert.Equal(TrustState.Changed, Look("sub/unfazed.yaml", "other/unfazed.yaml"));
    }

    [Fact]
    public void Another_root_with_the_same_files_is_another_repository()
    {
        _store.Trust(Load());
        using var copy = new LoadedFolder();
        copy.Write("../shared.yaml", "deadline: 1m\n");
        copy.Write("unfazed.yaml", "extends: ../shared.yaml\nservices: { db: {} }\n");
        copy.Write("sub/unfazed.yaml", "exclude: [x]\n");

        Assert.Equal(TrustState.Untrusted, _store.Look(copy.Load("sub/unfazed.yaml").Content!));
    }

    [Fact]
    public void Bytes_cannot_move_from_one_file_to_the_next()
    {
        RepositoryContent Of(params (string Name, string Text)[] files)
        {
            var content = new RepositoryContent("/r");
            foreach (var (name, text) in files)
            {
                content.Add("/r/" + name, System.Text.Encoding.UTF8.GetBytes(text));
            }

            return content;
        }

        string[] digests = [Of(("a", "xy"), ("b", "")).Digest(), Of(("a", "x"), ("b", "y")).Digest(), Of(("ax", "y"), ("b", "")).Digest(), Of(("a", "xy")).Digest()];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void Only_the_user_may_read_the_record_and_a_link_in_its_place_is_none()
    {
        _store.Trust(Load());
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_state.Path, "trust")));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        File.Move(file, file + ".moved");
        File.CreateSymbolicLink(file, file + ".moved");
        Assert.Equal(TrustState.Untrusted, Look());
    }

    [Fact]
    public void A_state_directory_that_cannot_be_used_is_said()
    {
        var nowhere = new TrustStore(new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Write("file") + "/below"), "/"));

        Assert.NotNull(nowhere.Trust(Load()));
        Assert.Equal(TrustState.Untrusted, nowhere.Look(Load()));
        Assert.NotNull(new TrustStore(new ProcessEnvironment(ImmutableDictionary<string, string>.Empty, "/")).Trust(Load()));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_folder_of_records_that_others_can_write_is_not_believed()
    {
        Assert.Null(_store.Trust(Load()));
        File.SetUnixFileMode(Path.Combine(_state.Path, "trust"), (UnixFileMode)0b111_111_111);

        Assert.Equal(TrustState.Untrusted, Look());
        Assert.Contains("chmod go-w", _store.Trust(Load()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("..", false)]
    public void A_state_directory_in_the_repository_is_no_place_for_trust_though_it_lies_outside_the_root(string? top, bool isKept)
    {
        var repository = Path.GetFullPath(top ?? ".", Path.Combine(_state.Path, "root"));
        var content = new RepositoryContent(Path.Combine(_state.Path, "root")) { Main = "unfazed.yaml", RepositoryTop = repository };

        Assert.Equal(isKept, _store.Trust(content) is null);
        Assert.Equal(isKept ? TrustState.Trusted : TrustState.Untrusted, _store.Look(content));
    }

    private RepositoryContent Load(params string[] below) => _folder.Load(below.Length == 0 ? ["sub/unfazed.yaml"] : below).Content!;

    private TrustState Look(params string[] below) => _store.Look(Load(below));
}
