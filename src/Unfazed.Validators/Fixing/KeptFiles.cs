using System.Collections.Frozen;

namespace Unfazed.Validators.Fixing;

/// <summary>Why <c>fix</c> leaves a file, or a part of it, as it is.</summary>
public enum KeptReason
{
    /// <summary>A test reads it: its white space may be what is tested.</summary>
    Fixture,

    /// <summary>A tool compares it byte by byte.</summary>
    Snapshot,

    /// <summary>A space at the end of a line of a patch is an empty line of its context.</summary>
    Patch,

    /// <summary>A mail: <c>-- </c> stands before a signature, and signatures cover white space.</summary>
    Mail,

    /// <summary>White space at the end of some of its lines is, or may be, content.</summary>
    Content,

    /// <summary>It is text in an encoding that nobody named.</summary>
    OtherEncoding,
}

/// <summary>A file that was left as it is, at least in part.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record KeptFile(string Path, KeptReason Reason);

/// <summary>Recognises by their names the files that <c>fix</c> leaves alone unless they are named.</summary>
internal static class KeptFiles
{
    private static readonly FrozenSet<string> FixtureFolders = FrozenSet.ToFrozenSet(
        ["fixture", "fixtures", "__fixtures__", "testdata", "test-data", "test_data", "golden", "goldens"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> TestFolders = FrozenSet.ToFrozenSet(["test", "tests", "spec", "specs", "__tests__"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> DataFolders = FrozenSet.ToFrozenSet(["data", "resources"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> SnapshotFolders = FrozenSet.ToFrozenSet(["__snapshots__", "snapshots", "__image_snapshots__"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, KeptReason> Extensions = new Dictionary<string, KeptReason>(StringComparer.OrdinalIgnoreCase)
    {
        [".patch"] = KeptReason.Patch,
        [".diff"] = KeptReason.Patch,
        [".snap"] = KeptReason.Snapshot,
        [".ambr"] = KeptReason.Snapshot,
        [".golden"] = KeptReason.Snapshot,
        [".expected"] = KeptReason.Snapshot,
        [".stdout"] = KeptReason.Snapshot,
        [".stderr"] = KeptReason.Snapshot,
        [".rej"] = KeptReason.Patch,
        [".eml"] = KeptReason.Mail,
        [".mbox"] = KeptReason.Mail,
        [".mht"] = KeptReason.Mail,
        [".mhtml"] = KeptReason.Mail,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Each byte counts, the line feed at the end of a password too.
    private static readonly FrozenSet<string> Exact = FrozenSet.ToFrozenSet(
        [
            ".key", ".secret", ".token", ".password", ".passwd", ".pwd", ".passphrase", ".pgpass", ".vault_pass", ".vault_password", ".htpasswd",
            ".txtar", ".pdf", ".ps", ".eps", ".ai", ".rtf", ".uu", ".uue", ".ws",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> SecretNames = FrozenSet.ToFrozenSet(
        ["key", "secret", "token", "password", "passwd", "passphrase", "vault_pass", "vault_password", "vault-password"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a file is left alone; null for a file that is fixed.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="named">The paths that the user gave.</param>
    public static KeptReason? ReasonOf(string path, IEnumerable<string> named) => ReasonOf(path) is { } reason && !named.Any(name => Names(name, path)) ? reason : null;

    /// <summary>Whether a path that the user gave is this file.</summary>
    public static bool IsNamed(string path, IEnumerable<string> named) => named.Contains(path, StringComparer.Ordinal);

    // A folder of fixtures can be named as well as each of them; one that merely holds such a folder names none.
    private static bool Names(string name, string path) =>
        name == path || (path.StartsWith(name, StringComparison.Ordinal) && path[name.Length..].StartsWith('/') && OfFolders(name.Split('/')) is not null);

    private static KeptReason? ReasonOf(string path)
    {
        var folders = path.Split('/')[..^1];
        var name = Path.GetFileName(path);
        return OfFolders(folders)
            ?? (Extensions.TryGetValue(Path.GetExtension(name), out var known) ? known
            : Exact.Contains(Path.GetExtension(name)) || SecretNames.Contains(name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name) ? KeptReason.Content
            : name.Contains(".verified.", StringComparison.OrdinalIgnoreCase) || name.Contains(".approved.", StringComparison.OrdinalIgnoreCase) ? KeptReason.Snapshot
            : null);
    }

    private static KeptReason? OfFolders(string[] folders)
    {
        for (var at = 0; at < folders.Length; at++)
        {
            if (SnapshotFolders.Contains(folders[at]))
            {
                return KeptReason.Snapshot;
            }

            if (FixtureFolders.Contains(folders[at]) || (at > 0 && DataFolders.Contains(folders[at]) && TestFolders.Contains(folders[at - 1])))
            {
                return KeptReason.Fixture;
            }
        }

        return null;
    }
}
