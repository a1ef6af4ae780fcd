using System.Globalization;

namespace Unfazed.PuppetTool;

/// <summary>What the puppet can do, by name. An act takes its arguments from the queue.</summary>
internal static class Acts
{
    public static IReadOnlyDictionary<string, Action<Queue<string>>> All { get; } = new Dictionary<string, Action<Queue<string>>>(StringComparer.Ordinal)
    {
        ["say"] = static acts => Output.Write(1, acts.Dequeue() + "\n"),
        ["say-error"] = static acts => Output.Write(2, acts.Dequeue() + "\n"),
        ["tag"] = static acts => acts.Dequeue(),
        ["exit"] = static acts => Native.Exit(Number(acts)),
        ["die"] = static acts => Native.DieBy(Number(acts)),
        ["sleep"] = static acts => Native.Sleep(Number(acts)),
        ["touch"] = static acts => File.WriteAllBytes(acts.Dequeue(), []),
        ["await-file"] = static acts => Native.AwaitFile(acts.Dequeue()),
        ["await-child"] = static _ => Native.AwaitChild(),
        ["hang"] = static _ => Native.Hang(),
        ["ignore"] = static acts => Native.Ignore(Number(acts)),
        ["stop-itself"] = static _ => Native.Signal(Environment.ProcessId, Native.Stop),
        ["kill-parent"] = static _ => Native.Signal(Native.Parent, Native.Kill),
        ["trace-parent"] = static _ => Native.TraceParent(),
        ["await-tracer"] = static _ => Native.AwaitTracer(),
        ["new-group"] = static _ => Native.LeadGroup(),
        ["flood-stdout"] = static acts => Output.Flood(1, Number(acts), lines: true),
        ["flood-stderr"] = static acts => Output.Flood(2, Number(acts), lines: false),
        ["trickle"] = static _ => Output.Trickle(),
        ["long-line"] = static acts => Output.LongLine(Number(acts)),
        ["garbage"] = static _ => Output.Garbage(),
        ["escapes"] = static _ => Output.Escapes(),
        ["half-document"] = static _ => Output.Write(1, """{"results": [{"path": "a.py", """),
        ["close-stdout"] = static _ => Native.CloseStream(1),
        ["close-both"] = static _ =>
        {
            Native.CloseStream(1);
            Native.CloseStream(2);
        },
        ["read-stdin"] = static _ => Output.Write(1, $"read {Native.ReadInput()} bytes\n"),
        ["delete-directory"] = static _ => Directory.Delete(Directory.GetCurrentDirectory(), recursive: true),
        ["fill-disk"] = static acts => Output.FillDisk(acts.Dequeue()),
        ["end-first-thread"] = static _ => Native.EndFirstThread(),
        ["mcp"] = ContextServer.Serve,
        ["burn"] = static _ => Output.Burn(),
        ["environment"] = static _ => Output.Environment(),
        ["spawn"] = static acts => Offspring.Spawn(acts, default),
        ["spawn-session"] = static acts => Offspring.Spawn(acts, new Offspring.Manner(NewSession: true)),
        ["spawn-bare"] = static acts => Offspring.Spawn(acts, new Offspring.Manner(NewSession: true, NoEnvironment: true)),
        ["spawn-many"] = static acts => Offspring.SpawnMany(Number(acts)),
    };

    private static int Number(Queue<string> acts) => int.Parse(acts.Dequeue(), CultureInfo.InvariantCulture);
}
