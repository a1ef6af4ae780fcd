using Unfazed.PuppetTool;

// A child that does what it is told. Its arguments are acts, done in order: `puppet say hello spawn-and-leave flood-stdout 1000 exit 3`.
var acts = new Queue<string>(args);
while (acts.TryDequeue(out var act))
{
    if (!Acts.All.TryGetValue(act, out var play))
    {
        Console.Error.WriteLine($"puppet: no act '{act}'; there are {string.Join(", ", Acts.All.Keys.Order(StringComparer.Ordinal))}");
        return 64;
    }

    play(acts);
}

return 0;
