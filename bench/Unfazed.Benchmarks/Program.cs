using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Unfazed.Benchmarks;

if (args is ["redaction", var file])
{
    RedactionThroughput.Measure(file, Console.Out);
    return;
}

// In this process: what BenchmarkDotNet would generate and build otherwise falls under the repository's own rules for sources.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithId("short");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
