using System.Security.Cryptography;
using System.Text;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>The settings as they were before ours, byte for byte, in the state directory; and what we made of them, to know whether they changed since.</summary>
internal sealed class KeptSettings
{
    private readonly string? _folder;

    public KeptSettings(ProcessEnvironment environment, string root) => _folder = StateDirectory.Of(environment) is { } state
        ? Path.Combine(state, "hooks", "settings", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..32])
        : null;

    private string Before => Path.Combine(_folder!, "before.json");

    private string Written => Path.Combine(_folder!, "written.json");

    /// <summary>Keeps them; gives where, or null where there is no place.</summary>
    /// <param name="before">What was there; null for nothing.</param>
    /// <param name="written">What will be there.</param>
    public string? Keep(byte[]? before, byte[] written)
    {
        if (_folder is null)
        {
            return null;
        }

        try
        {
            Forget();
            PrivateFolder.Create(_folder);
            if (before is not null)
            {
                File.WriteAllBytes(Before, before);
            }

            File.WriteAllBytes(Written, written);
            return Before;
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            return null;
        }
    }

    /// <summary>What was there before, if what is there now is what we wrote; null where it is not.</summary>
    public Original? Find(byte[] now)
    {
        try
        {
            return _folder is not null && File.Exists(Written) && File.ReadAllBytes(Written).AsSpan().SequenceEqual(now)
                ? new Original(File.Exists(Before) ? File.ReadAllBytes(Before) : null)
                : null;
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            return null;
        }
    }

    /// <summary>Nothing is kept any more.</summary>
    public void Forget()
    {
        if (_folder is not null)
        {
            PrivateFolder.TryDelete(_folder);
        }
    }
}

/// <summary>What was there before.</summary>
/// <param name="Bytes">Its bytes; null for nothing.</param>
internal sealed record Original(byte[]? Bytes);
