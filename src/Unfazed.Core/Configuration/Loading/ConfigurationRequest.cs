using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>What a configuration is loaded from.</summary>
public sealed record ConfigurationRequest
{
    /// <summary>The root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>A file of the program itself, relative to the current directory: weaker than the user's, and trusted like it; null for none.</summary>
    public string? BaseFile { get; init; }

    /// <summary>A file that is read instead of the project's (<c>-c</c>), relative to the current directory; null for the project's.</summary>
    public string? File { get; init; }

    /// <summary>Variables, the current directory, and where the user's file is.</summary>
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>Options as they were given, by their long names without dashes; a flag's text is <c>1</c>. Names that are not ours are left to others.</summary>
    public ImmutableArray<OptionText> Options { get; init; } = [];

    /// <summary>Configuration files below the root, relative to it with <c>/</c>: those that the workspace lists.</summary>
    public ImmutableArray<string> FolderFiles { get; init; } = [];

    /// <summary>Whether the repository's files are left out, because they have errors and the command can do without them.</summary>
    internal bool IsWithoutRepository { get; init; }

    /// <summary>Whether the repository's files, as they are now, are trusted; they are not if null. Asked only when they ask for something that needs it.</summary>
    internal Func<RepositoryContent, TrustState>? Trust { get; init; }

    /// <summary>The top of the repository that the root lies in, absolute; null outside of one.</summary>
    internal string? RepositoryTop { get; init; }

    /// <summary>Known checks and rules.</summary>
    public ConfigurationCatalog Catalog { get; init; } = new();
}

/// <summary>An option as it was given.</summary>
/// <param name="Name">The long name without dashes, such as <c>fail-fast</c>.</param>
/// <param name="Text">Its value; <c>1</c> for a flag.</param>
public sealed record OptionText(string Name, string Text);
