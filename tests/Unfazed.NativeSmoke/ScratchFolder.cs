namespace Unfazed.NativeSmoke;

/// <summary>A folder of a scene's own, gone when the scene ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("unfazed-smoke-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
