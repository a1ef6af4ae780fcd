using Unfazed.Core;

namespace Unfazed.Validators.TextFiles;

/// <summary>Looks at text files, at several at once; each examination is of one file and by one thread.</summary>
internal interface ITextExaminer
{
    /// <summary>Begins with a file.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    ITextExamination Begin(string path);
}

/// <summary>The examination of one file.</summary>
internal interface ITextExamination
{
    /// <summary>Looks at the next block, in the order of the file.</summary>
    void Next(TextBlock block);

    /// <summary>What was found, once the last block was seen.</summary>
    IReadOnlyList<Finding> End();
}
