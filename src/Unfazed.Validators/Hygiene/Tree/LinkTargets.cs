using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>Where symbolic links lead.</summary>
internal static class LinkTargets
{
    /// <summary>What is written in a link; null where it is none any more.</summary>
    public static string? Of(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a link leads to in the end, every link on the way resolved; null for nothing.</summary>
    public static string? Resolve(string path)
    {
        try
        {
            return RealPath.Resolve(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Something is there that we may not look at.
            return Path.GetFullPath(path);
        }
    }
}
