namespace Unfazed.Core.Workspace.Changes;

/// <summary>The content of a file that is staged or pushed and differs from the working tree: what is judged.</summary>
/// <param name="ObjectId">Its object in git.</param>
/// <param name="Size">In bytes, as git has it.</param>
/// <param name="IsExecutable">Whether git's mode lets it be executed.</param>
internal sealed record JudgedBlob(string ObjectId, long Size, bool IsExecutable);

/// <summary>A version of a file that a push sends, and that is not the one of the commit that is checked out.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>; escaped where it is not UTF-8.</param>
/// <param name="ObjectId">Its object in git.</param>
/// <param name="Commit">The newest pushed commit that brings it.</param>
internal sealed record CarriedBlob(string Path, string ObjectId, string Commit);
