using System.Text;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>Puts our entries into <c>.claude/settings.json</c>, and takes them away again. Says what it writes.</summary>
internal sealed class ClaudeHookInstaller(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    private const string Settings = ".claude/settings.json";
    private const int Largest = 16 * 1024 * 1024;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public async Task<int> RunAsync(bool isInstalling)
    {
        var root = await new RootResolver(new ProcessRunner(host.Environment, host.Time))
            .ResolveAsync(new RootRequest(host.Environment.Directory, options.Directory, []), cancellationToken).ConfigureAwait(false);
        try
        {
            var before = Read(root.Path);
            var kept = new KeptSettings(host.Environment, root.Path);
            Tell(isInstalling ? Install(root.Path, before, kept) : Uninstall(root.Path, before, kept));
            return ExitCodes.Passed;
        }
        catch (SettingsException problem)
        {
            throw new UsageException($"{Settings}: {problem.Message}; it was left as it is");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Settings} cannot be changed: {Quoted.Short(problem.Message)}");
        }
    }

    private IEnumerable<string> Install(string root, byte[]? before, KeptSettings kept)
    {
        var text = Text(before ?? Encoding.UTF8.GetBytes("{}\n"));
        var after = ClaudeSettings.Install(text);
        if (before is not null && after == text)
        {
            return [$"{Settings} has these hooks already"];
        }

        var written = Bytes(after, before);
        var backup = options.DryRun ? null : kept.Keep(WithoutOurs(text, before, kept), written);
        if (!options.DryRun)
        {
            Write(root, before, written);
        }

        return
        [
            $"{(options.DryRun ? "would write" : "wrote")} {Settings}:",
            .. Added(text, after),
            .. before is not null && backup is not null ? (string[])[$"what it was before is kept in {backup}"] : [],
            "Claude Code reads it when a session starts; \"unfazed\" must be on its PATH",
        ];
    }

    // Entries of an earlier version may be there already: what is kept is what was there before them.
    private static byte[]? WithoutOurs(string text, byte[]? before, KeptSettings kept)
    {
        if (before is not null && kept.Find(before) is { } original)
        {
            return original.Bytes;
        }

        var others = ClaudeSettings.Uninstall(text);
        return before is null || others == text ? before : Bytes(others, before);
    }

    private IEnumerable<string> Uninstall(string root, byte[]? now, KeptSettings kept)
    {
        if (now is null)
        {
            return [$"there is no {Settings}"];
        }

        if (kept.Find(now) is { } original)
        {
            if (!options.DryRun)
            {
                PutBack(root, now, original.Bytes);
                kept.Forget();
            }

            return [$"{(options.DryRun ? "would put back" : "put back")} {Settings} as it was before{(original.Bytes is null ? ": it was not there" : "")}"];
        }

        var text = Text(now);
        var after = ClaudeSettings.Uninstall(text);
        if (after == text)
        {
            return [$"{Settings} has none of these hooks"];
        }

        if (!options.DryRun)
        {
            Write(root, now, Bytes(after, now));
            kept.Forget();
        }

        return [$"{(options.DryRun ? "would remove" : "removed")} these hooks from {Settings}; what else is there stays"];
    }

    private static byte[]? Read(string root)
    {
        var path = Path.Combine(root, Settings);
        if (FileStatus.Of(path).Type == FileType.Missing)
        {
            return NewFile.Objection(root, Settings) is { } objection ? throw new SettingsException(objection) : null;
        }

        if (!WorkspacePath.TryResolve(root, Settings, out var real, out var error))
        {
            throw new SettingsException(error);
        }

        return FileStatus.Of(Path.Combine(root, real)) switch
        {
            { Type: not FileType.Regular } => throw new SettingsException("it is not a regular file"),
            { Stamp.Size: > Largest } => throw new SettingsException("it is larger than settings are"),
            _ => RegularFile.ReadAllBytes(Path.Combine(root, real), Largest),
        };
    }

    // One character a byte, so that nothing of it changes on the way.
    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsSpan(ByteOrderMark.Length) : bytes);

    private static byte[] Bytes(string text, byte[]? before) =>
        before is not null && before.AsSpan().StartsWith(ByteOrderMark) ? [.. ByteOrderMark, .. Encoding.Latin1.GetBytes(text)] : Encoding.Latin1.GetBytes(text);

    private static void Write(string root, byte[]? before, byte[] content)
    {
        if (before is not null)
        {
            var real = WorkspacePath.TryResolve(root, Settings, out var found, out _) ? found : Settings;
            if (FileReplacement.Replace(root, real, before, content) is { } problem)
            {
                throw new SettingsException(problem);
            }

            return;
        }

        NewFile.Create(root, Settings, content);
    }

    private static void PutBack(string root, byte[] now, byte[]? original)
    {
        if (original is not null)
        {
            Write(root, now, original);
            return;
        }

        File.Delete(Path.Combine(root, Settings));
        var folder = Path.GetDirectoryName(Path.Combine(root, Settings))!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    // The lines between what both begin and end with.
    private static IEnumerable<string> Added(string before, string after)
    {
        string[] old = before.Split('\n'), lines = after.Split('\n');
        var head = old.Zip(lines).TakeWhile(static pair => pair.First == pair.Second).Count();
        var tail = old.Skip(head).Reverse().Zip(lines.Skip(head).Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
        return lines[head..^tail].Select(static line => "    " + Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line)).TrimEnd('\r'));
    }

    private void Tell(IEnumerable<string> lines)
    {
        var writer = new LineWriter(host.OutputSettings(options) with { Width = null });
        foreach (var line in lines)
        {
            writer.Line(line);
        }

        host.Terminal.Write(writer.ToString());
    }
}
