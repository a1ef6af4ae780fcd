using Unfazed.Core.Caching;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CachedChecksTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Secret = "aB3dE5gH7jK9mN1p";

    private readonly TemporaryDirectory _folder = new();
    private readonly TaskCompletionSource<Surroundings> _never = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task A_secret_that_was_found_late_leaves_the_cache_even_where_another_answer_cannot_be_kept_in_time()
    {
        var redactor = Redactor.None;
        var cache = Cache();
        var checks = new CachedChecks(cache, TimeProvider.System) { Redactor = () => redactor };
        var (first, second) = (await checks.DecideAsync(CheckOf("first", () => Task.FromResult(new Surroundings([]))), default), await checks.DecideAsync(CheckOf("second", LookOnce()), default));
        checks.Keep(first, Scene.Pass with { Message = $"it is {Secret}" });
        checks.Finish(Timeout.InfiniteTimeSpan);
        Assert.Contains(Secret, cache.Find(first.Caching, first.Reading.Key!).Answer!.Message, StringComparison.Ordinal);

        redactor = redactor.With([Secret]);
        checks.Keep(second, Scene.Pass);
        checks.Finish(TimeSpan.Zero);

        Assert.DoesNotContain(Secret, cache.Find(first.Caching, first.Reading.Key!).Answer!.Message, StringComparison.Ordinal);
    }

    // Answers before the check runs, and never again.
    private Func<Task<Surroundings>> LookOnce()
    {
        var looks = 0;
        return () => looks++ == 0 ? Task.FromResult(new Surroundings([])) : _never.Task;
    }

    private RunCache Cache()
    {
        var processes = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System);
        return new RunCache(new CacheStore(_folder.MakeFolder("cache"), TimeProvider.System), new WorkspaceSnapshot(_folder.MakeFolder("root"), isGit: false, []), processes, static () => new DigestMemo(DigestMemoCodec.Read(default)));
    }

    private static Check CheckOf(string name, Func<Task<Surroundings>> look) => new()
    {
        Name = name,
        Dimension = Dimension.CodeQuality,
        Caching = () => new CheckCaching { Parts = [new KeyPart(KeyPartKind.Configuration, "name", name)], Look = (_, _) => look() },
    };
}
