using System.Collections.Immutable;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Tools;
using Tool = Unfazed.Validators.Tools.Tool;

namespace Unfazed.Validators.Tests.Tools;

/// <summary>A repository of a test's own, what is discovered in it, and what comes of running that.</summary>
internal sealed class ToolScene : IDisposable
{
    private readonly TemporaryDirectory _scratch = new();

    public TemporaryDirectory Repository { get; } = new();

    /// <summary>Debian's programs, whatever Python comes first elsewhere.</summary>
    public string SearchPath { get; set; } = "/usr/bin:/bin";

    public ImmutableArray<Tool> Tools { get; set; } = ToolCatalog.All;

    public UnfazedConfiguration Configuration { get; set; } = new();

    public ProcessEnvironment Environment
    {
        get
        {
            var environment = ProcessEnvironment.Capture();
            return environment with { Variables = environment.Variables.SetItem("PATH", SearchPath) };
        }
    }

    public string Write(string path, string content) => Repository.Write(path, content);

    public void WriteBytes(string path, ReadOnlySpan<byte> content)
    {
        Repository.Write(path);
        File.WriteAllBytes(Repository[path], content.ToArray());
    }

    public void WriteProgram(string path, string script)
    {
        Repository.Write(path, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Repository[path], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Configure(CheckSettings settings) => Configuration = Configuration with { Checks = Configuration.Checks.Add(settings) };

    public Task<CheckDiscovery> DiscoverAsync(params string[] selected) =>
        DiscoverAsync(selected.Length == 0 ? null : new FileSelection([.. selected.Order(StringComparer.Ordinal)]));

    public async Task<CheckDiscovery> DiscoverAsync(FileSelection? selection)
    {
        var workspace = await new WorkspaceReader(Runner()).ReadAsync(new WorkspaceRoot { Path = Repository.Path }, []);
        return new ToolCheckSource(Tools).Discover(new DiscoveryContext(workspace, Configuration, Environment, selection));
    }

    public async Task<Check> CheckAsync(string name, params string[] selected) =>
        (await DiscoverAsync(selected)).Checks.Single(check => check.Name == name);

    public async Task<Observation> RunAsync(string name, params string[] selected) => await RunAsync(await CheckAsync(name, selected));

    public async Task<Observation> RunAsync(Check check, StopSignal? stop = null)
    {
        if (check.Settled is { } settled)
        {
            return settled;
        }

        using var never = new StopSignal();
        var workspace = await new WorkspaceReader(Runner()).ReadAsync(new WorkspaceRoot { Path = Repository.Path }, []);
        var context = new ValidationContext
        {
            Check = check with { Timeout = TimeSpan.FromSeconds(60) },
            Workspace = workspace,
            Processes = Runner(),
            Stop = stop ?? never,
            Time = TimeProvider.System,
            LogPath = _scratch[$"{check.Name}.log"],
            ScratchDirectory = _scratch["scratch"],
            ToolCacheDirectory = _scratch["cache"],
            CheckId = "test",
        };
        return await check.Validator!.ExamineAsync(context, context.Stop.Token);
    }

    /// <summary>What a command prints by itself in the repository.</summary>
    public async Task<string> PrintAsync(string program, params string[] arguments)
    {
        using var stop = new StopSignal();
        var command = new CommandDescription { Program = program, Arguments = [.. arguments], Directory = Repository.Path };
        return (await Runner().RunAsync(command, stop)).StandardOutput.Text();
    }

    public static CheckSettings Own(string name, params string[] words) => new()
    {
        Name = name,
        Source = new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml", 3, 1),
        Run = Setting<ImmutableArray<string>>.Default([.. words]),
    };

    public static Setting<ImmutableDictionary<string, string>> Set(string variable, string value) =>
        Setting<ImmutableDictionary<string, string>>.Default(ImmutableDictionary<string, string>.Empty.Add(variable, value));

    public static CheckSettings Entry(string name) => Own(name) with { Run = null };

    public static CapturedOutput Captured(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new CapturedOutput(bytes, default, bytes.Length, true);
    }

    public void Dispose()
    {
        Repository.Dispose();
        _scratch.Dispose();
    }

    private ProcessRunner Runner() => new(Environment, TimeProvider.System);
}
