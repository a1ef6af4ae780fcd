namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>Which braces of a pattern are alternatives; all others stand for themselves.</summary>
internal readonly struct GlobBraces
{
    private const int MaxDepth = 64;
    private readonly Dictionary<int, Group> _groups;

    private GlobBraces(Dictionary<int, Group> groups) => _groups = groups;

    /// <summary>The group that opens at this place, or null where the brace stands for itself.</summary>
    public Group? At(int open) => _groups.GetValueOrDefault(open);

    /// <summary>Finds the pairs. One brace without its counterpart makes all of them plain characters, as the specification's own tests have it.</summary>
    public static GlobBraces Of(string pattern)
    {
        var groups = new Dictionary<int, Group>();
        var open = new Stack<Group>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '{' when open.Count < MaxDepth:
                    open.Push(new Group(i));
                    break;
                case ',' when open.Count > 0:
                    open.Peek().Commas.Add(i);
                    break;
                case '}' when open.TryPop(out var group):
                    group.Close = i;
                    groups.Add(group.Open, group);
                    break;
                case '{' or '}':
                    return new GlobBraces([]);
            }
        }

        return new GlobBraces(open.Count == 0 ? groups : []);
    }

    /// <summary>A pair of braces.</summary>
    internal sealed class Group(int open)
    {
        /// <summary>Where it opens.</summary>
        public int Open { get; } = open;

        /// <summary>Where it closes.</summary>
        public int Close { get; set; }

        /// <summary>The commas between its alternatives.</summary>
        public List<int> Commas { get; } = [];
    }
}
