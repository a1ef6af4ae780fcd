using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Processes;

/// <summary>Keeps files open while a child that inherits them is started. One that was closed before is passed over.</summary>
internal sealed class InheritedFiles : IDisposable
{
    private readonly List<SafeFileHandle> _held = [];

    public InheritedFiles(ImmutableArray<SafeFileHandle> files, SpawnSettings settings)
    {
        foreach (var file in files)
        {
            var isHeld = false;
            try
            {
                file.DangerousAddRef(ref isHeld);
                settings.Keep((int)file.DangerousGetHandle());
                _held.Add(file);
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    public void Dispose() => _held.ForEach(static file => file.DangerousRelease());
}
