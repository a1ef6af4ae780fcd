using Unfazed.NativeSmoke;

// unfazed-native-smoke EXECUTABLE: the libraries in this process, then the executable as people run it.
if (args is not [{ } executable] || !File.Exists(executable))
{
    await Console.Error.WriteLineAsync("usage: Unfazed.NativeSmoke EXECUTABLE   (what eng/publish-native.sh made)").ConfigureAwait(false);
    return 2;
}

(string Name, Func<Task> Scene)[] scenes = [.. LibraryScenes.All(), .. new CommandScenes(Path.GetFullPath(executable)).All()];
var failed = 0;
foreach (var (name, scene) in scenes)
{
    try
    {
        await scene().WaitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        Console.WriteLine($"ok      {name}");
    }
#pragma warning disable CA1031 // Whatever it is, it is this scene's failure, and the others are to be seen too.
    catch (Exception problem)
#pragma warning restore CA1031
    {
        failed++;
        Console.WriteLine($"FAILED  {name}: {problem.Message}");
    }
}

Console.WriteLine($"{scenes.Length - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
