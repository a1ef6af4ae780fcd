using System.Globalization;
using System.Text;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Trust;

/// <summary>
/// Which repositories the user trusts, each as its configuration was when the user looked at it: a file a repository in the state directory,
/// which only the user may read. A repository that changes its configuration, or lies elsewhere, is another one.
/// </summary>
/// <param name="environment">Says where the state directory is.</param>
internal sealed class TrustStore(ProcessEnvironment environment)
{
    private const int Largest = 64 * 1024;

    /// <summary>Whether this is trusted as it is. What cannot be read is not.</summary>
    public TrustState Look(RepositoryContent content)
    {
        try
        {
            return FileOf(content) is not { } path || !File.Exists(path) || PrivateFolder.IsLink(path) || new FileInfo(path).Length > Largest ? TrustState.Untrusted
                : File.ReadAllText(path) == Text(content) ? TrustState.Trusted
                : TrustState.Changed;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return TrustState.Untrusted;
        }
    }

    /// <summary>Trusts this as it is now.</summary>
    /// <returns>Why that could not be kept, for people; null when it was.</returns>
    public string? Trust(RepositoryContent content)
    {
        if (FileOf(content) is not { } path)
        {
            return StateDirectory.Problem(environment) ?? FolderOwnership.Objection(Path.Combine(StateDirectory.Of(environment)!, "trust")) ?? "the state directory lies in the repository, which could write it; set UNFAZED_STATE_DIR";
        }

        var made = string.Create(CultureInfo.InvariantCulture, $"{path}.{Guid.NewGuid():N}");
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            Write(made, Text(content));
            File.Move(made, path, overwrite: true);
            return null;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            TryDelete(made);
            return error.Message;
        }
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // What stays is trusted by nobody: its name is of no repository.
        }
    }

    // The root stands in it for people who look; a name may hold a line break, and is one line here.
    private static string Text(RepositoryContent content) => $"{content.Digest()}\n{Uri.EscapeDataString(content.Root)}\n";

    private string? FileOf(RepositoryContent content)
    {
        var name = Sha256.Hex($"{content.Root}\0{content.Main}");
        return StateDirectory.Problem(environment) is null && StateDirectory.Of(environment) is { } state && IsOutside(state, content.RepositoryTop ?? content.Root)
            && Path.Combine(state, "trust") is var folder && FolderOwnership.Objection(folder) is null ? Path.Combine(folder, name) : null;
    }

    // No repository may bring along the word that it is trusted. Whether git tracks the folder is not asked: trust is needed before the files are listed.
    private static bool IsOutside(string state, string repository)
    {
        string[] places = [state, RealPath.Resolve(state) ?? state];
        return Array.TrueForAll(places, place => WorkspacePath.Relative(repository, place) is null);
    }
}
