using System.Globalization;
using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>Reads objects of a repository one after the other from one <c>git cat-file --batch</c>, however many there are. For one caller at a time.</summary>
internal sealed class GitObjects : IAsyncDisposable
{
    private const int MaxHeader = 256;
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly StopSignal _stop = new();
    private readonly InteractiveChild _child;
    private readonly byte[] _header = new byte[MaxHeader];

    // A header is read byte by byte.
    private readonly BufferedStream _output;

    /// <summary>Starts git.</summary>
    /// <param name="processes">Starts it.</param>
    /// <param name="root">Where the repository is, absolute.</param>
    /// <param name="sizesAlone">Whether contents are not wanted: then <see cref="ReadAsync"/> gives sizes without bytes.</param>
    public GitObjects(ProcessRunner processes, string root, bool sizesAlone = false)
    {
        SizesAlone = sizesAlone;
        _child = GitClient.Start(processes, root, ["cat-file", sizesAlone ? "--batch-check" : "--batch"], _stop);
        _output = new BufferedStream(_child.Output, BufferSize);
    }

    private bool SizesAlone { get; }

    /// <summary>Reads an object; null where this repository does not have it.</summary>
    /// <param name="id">Its object id, or a revision without a space or line break in it, such as <c>ID^{commit}</c>.</param>
    /// <param name="limit">The largest size, in bytes, that is returned with its content.</param>
    /// <param name="cancellationToken">Ends the reading; then nothing more can be read.</param>
    /// <exception cref="WorkspaceException">git ended.</exception>
    public async Task<GitObject?> ReadAsync(string id, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await _child.Input.WriteAsync(Encoding.ASCII.GetBytes(id + "\n"), cancellationToken).ConfigureAwait(false);
            await _child.Input.FlushAsync(cancellationToken).ConfigureAwait(false);
            var words = (await HeaderAsync(cancellationToken).ConfigureAwait(false)).Split(' ');
            if (words is not [var found, _, var digits] || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                return null;
            }

            return new GitObject(found, size, SizesAlone ? null : await ContentAsync(size, limit, cancellationToken).ConfigureAwait(false));
        }
        catch (IOException problem)
        {
            throw new WorkspaceException($"git cat-file gave no whole output: {problem.Message}");
        }
    }

    /// <summary>Ends git.</summary>
    public async ValueTask DisposeAsync()
    {
        _child.CloseInput();
        _stop.Stop(StopReason.Interrupt, Grace);
        await _child.Completion.ConfigureAwait(false);
        await _output.DisposeAsync().ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // "ID TYPE SIZE", or "ID missing".
    private async Task<string> HeaderAsync(CancellationToken cancellationToken)
    {
        for (var length = 0; length < MaxHeader; length++)
        {
            await _output.ReadExactlyAsync(_header.AsMemory(length, 1), cancellationToken).ConfigureAwait(false);
            if (_header[length] == '\n')
            {
                return Encoding.ASCII.GetString(_header, 0, length);
            }
        }

        throw new WorkspaceException("git cat-file said something that is not understood");
    }

    // A line feed follows the content.
    private async Task<byte[]?> ContentAsync(long size, int limit, CancellationToken cancellationToken)
    {
        if (size <= limit)
        {
            var content = new byte[(int)size];
            await _output.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            await _output.ReadExactlyAsync(_header.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
            return content;
        }

        var skipped = new byte[BufferSize];
        for (var left = size + 1; left > 0;)
        {
            var part = skipped.AsMemory(0, (int)Math.Min(left, skipped.Length));
            await _output.ReadExactlyAsync(part, cancellationToken).ConfigureAwait(false);
            left -= part.Length;
        }

        return null;
    }
}

/// <summary>An object of a repository.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Content">Its bytes; null where it is larger than the caller wanted, or only its size was asked for.</param>
internal sealed record GitObject(string Id, long Size, byte[]? Content);
