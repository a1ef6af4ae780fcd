using Xunit;
using System.Diagnostics;
using System.Globalization;

namespace Unfazed.Testing.Fuzzing;

/// <summary>
/// Gives mutated inputs to readers, one after the other in turn, for a given time. A reader may throw nothing but what it documents, must come to its
/// end, and may take memory only in proportion to its input. The seed is printed with every failure; the inputs follow from it alone.
/// </summary>
public static class Fuzzer
{
    private const int DefaultSeed = 20_261_130;
    private const int DefaultSeconds = 6;
    private const long MaxAllocatedAlways = 64L * 1024 * 1024;
    private const long MaxAllocatedPerByte = 2_000;

    // Far beyond what any input of 256 KiB takes, also on a busy machine.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    private static int Seed => Number("UNFAZED_FUZZ_SEED", DefaultSeed);

    private static TimeSpan Budget => TimeSpan.FromSeconds(Number("UNFAZED_FUZZ_SECONDS", DefaultSeconds));

    /// <summary>Reads inputs until the time is up: <c>UNFAZED_FUZZ_SECONDS</c>, else 6 s. Fails with the input where a reader breaks its word.</summary>
    /// <param name="targets">The readers.</param>
    /// <returns>How many inputs were read.</returns>
    public static int Run(IReadOnlyList<FuzzTarget> targets)
    {
        var run = new FuzzRun(targets, Seed, Budget);
        var thread = new Thread(run.ReadAll, maxStackSize: 8 * 1024 * 1024) { IsBackground = true, Name = "fuzzer" };
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (run.CurrentTime > MaxTime)
            {
                Assert.Fail($"{run.Describe()}: not read within {MaxTime.TotalSeconds} s");
            }
        }

        Assert.True(run.Failure is null, run.Failure);
        return run.Inputs;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private sealed class FuzzRun(IReadOnlyList<FuzzTarget> targets, int seed, TimeSpan budget)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private FuzzTarget _target = targets[0];
        private byte[] _input = [];
        private long _began;

        public int Inputs { get; private set; }

        public string? Failure { get; private set; }

        public TimeSpan CurrentTime => _clock.Elapsed - TimeSpan.FromTicks(Interlocked.Read(ref _began));

        public void ReadAll()
        {
            // Each target once at least, however little time there is.
            for (; Failure is null && (Inputs < targets.Count || _clock.Elapsed < budget); Inputs++)
            {
                var index = Inputs % targets.Count;
                _target = targets[index];
                _input = InputMutator.Mutate(_target.Samples, new Random(HashCode(seed, index, Inputs / targets.Count)));
                Interlocked.Exchange(ref _began, _clock.Elapsed.Ticks);

                // What a reader makes at its first use, such as its regular expressions, is no cost of an input.
                Failure = Inputs < targets.Count ? Read(isMeasured: false) ?? Read(isMeasured: true) : Read(isMeasured: true);
            }
        }

        public string Describe() => string.Create(
            CultureInfo.InvariantCulture, $"{_target.Name}, input {Inputs / targets.Count} of seed {seed} (UNFAZED_FUZZ_SEED={seed}), base64 {Shorten(Convert.ToBase64String(_input))}");

        private string? Read(bool isMeasured)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _target.Read(_input);
            }
            catch (Exception problem)
            {
                return _target.Documented.Any(type => type.IsInstanceOfType(problem)) ? null : $"{Describe()}: {problem}";
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return !isMeasured || allocated <= MaxAllocatedAlways + (_input.Length * MaxAllocatedPerByte) ? null : $"{Describe()}: allocated {allocated} bytes for {_input.Length}";
        }

        // Not System.HashCode, whose values differ from process to process.
        private static int HashCode(int seed, int target, int round) => unchecked((((seed * 31) + target) * 1_000_003) + round);

        private static string Shorten(string text) => text.Length <= 4_000 ? text : $"{text[..4_000]}… ({text.Length} characters)";
    }
}
