using System.Buffers;
using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>One step of a glob's program.</summary>
internal readonly record struct GlobInstruction(GlobStep Step, int Operand = 0, GlobClass? Class = null)
{
    public static GlobInstruction Start { get; } = new(GlobStep.Fail);

    public static GlobInstruction Fail { get; } = new(GlobStep.Fail);

    public static GlobInstruction Accept { get; } = new(GlobStep.Accept);

    public static GlobInstruction Anything { get; } = new(GlobStep.Anything);

    public static GlobInstruction Literal(int rune) => new(GlobStep.Literal, rune);

    public static GlobInstruction OneOf(GlobClass runes) => new(GlobStep.OneOf, Class: runes);

    public static GlobInstruction Fork(int other) => new(GlobStep.Fork, other);

    public static GlobInstruction Jump(int target) => new(GlobStep.Jump, target);

    public bool Takes(int rune) => Step switch
    {
        GlobStep.Literal => rune == Operand,
        GlobStep.OneOf => Class!.Contains(rune),
        _ => Step == GlobStep.Anything,
    };
}

/// <summary>What an instruction does; a fork goes on behind itself and at its operand.</summary>
internal enum GlobStep
{
    Fail,
    Accept,
    Literal,
    OneOf,
    Anything,
    Fork,
    Jump,
}

/// <summary>
/// Follows all ways through a pattern at once, one character after the other, so that no pattern takes exponential time.
/// The method is K. Thompson's, "Regular expression search algorithm", CACM 11(6), 1968.
/// </summary>
internal sealed class GlobProgram(ImmutableArray<GlobInstruction> instructions)
{
    /// <summary>Stands for a name that nobody has: only <c>**</c> and a folder's tail take it, <c>*</c> does not.</summary>
    public const char AnyName = '\0';

    /// <summary>Every path that fits ends in one of these; null where nothing is known. Most paths are answered by this alone.</summary>
    public ImmutableArray<string>? Endings { get; init; }

    public bool IsMatch(ReadOnlySpan<char> path) => HasEnding(path) && Follow(path);

    private bool HasEnding(ReadOnlySpan<char> path)
    {
        if (Endings is not { } endings)
        {
            return true;
        }

        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool Follow(ReadOnlySpan<char> path)
    {
        // Two sets of states, and for each state the step at which it was added last.
        var size = instructions.Length;
        int[]? rented = null;
        var space = size <= 256 ? stackalloc int[size * 3] : (rented = ArrayPool<int>.Shared.Rent(size * 3)).AsSpan(0, size * 3);
        space.Clear();
        try
        {
            var addedAt = space[(2 * size)..];
            return Run(path, new StateSet(instructions, space[..size], addedAt), new StateSet(instructions, space[size..(2 * size)], addedAt));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<int>.Shared.Return(rented);
            }
        }
    }

    private static bool Run(ReadOnlySpan<char> path, StateSet current, StateSet next)
    {
        var step = 1;
        current.Add(0, step);
        foreach (var rune in path.EnumerateRunes())
        {
            step++;
            next.Clear();
            current.Advance(rune.Value, step, ref next);
            var spare = current;
            current = next;
            next = spare;
            if (current.IsEmpty)
            {
                return false;
            }
        }

        return current.Accepts();
    }

    private ref struct StateSet(ImmutableArray<GlobInstruction> instructions, Span<int> states, Span<int> addedAt)
    {
        private readonly Span<int> _states = states;
        private readonly Span<int> _addedAt = addedAt;
        private int _count;

        public readonly bool IsEmpty => _count == 0;

        public void Clear() => _count = 0;

        // Forks and jumps are followed at once and never kept. The long way of a fork is followed in the loop, so that the depth
        // of the recursion does not grow with the pattern.
        public void Add(int state, int step)
        {
            while (_addedAt[state] != step)
            {
                _addedAt[state] = step;
                var instruction = instructions[state];
                if (instruction.Step is not (GlobStep.Fork or GlobStep.Jump))
                {
                    _states[_count++] = state;
                    return;
                }

                if (instruction.Step == GlobStep.Fork)
                {
                    Add(state + 1, step);
                }

                state = instruction.Operand;
            }
        }

        public readonly void Advance(int rune, int step, ref StateSet next)
        {
            foreach (var state in _states[.._count])
            {
                if (instructions[state].Takes(rune))
                {
                    next.Add(state + 1, step);
                }
            }
        }

        public readonly bool Accepts()
        {
            foreach (var state in _states[.._count])
            {
                if (instructions[state].Step == GlobStep.Accept)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
