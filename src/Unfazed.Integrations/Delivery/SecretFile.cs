using System.Text;

namespace Unfazed.Integrations.Delivery;

/// <summary>A file that holds one secret, such as a mounted one of a container.</summary>
internal static class SecretFile
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads the secret, without white space at its end.</summary>
    /// <param name="key">The key that names the file, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the wait, also for a file that never answers.</param>
    /// <exception cref="SecretFileException">There is no secret to be read there.</exception>
    public static async Task<string> ReadAsync(string key, string path, CancellationToken cancellationToken)
    {
        try
        {
            // Opening may block: a pipe without a writer, a file system that hangs.
            var bytes = await Task.Run(() => Read(path), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            var secret = Encoding.UTF8.GetString(WithoutMark(bytes)).TrimEnd();
            return bytes.Length > MaxLength ? throw new SecretFileException($"{key}: {path} is longer than 16 KiB")
                : secret.Length == 0 ? throw new SecretFileException($"{key}: {path} is empty")
                : secret.Any(static character => char.IsControl(character) || character == '\uFFFD') ? throw new SecretFileException($"{key}: {path} holds more than one line, or is not text")
                : secret;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SecretFileException($"{key}: {error.Message}");
        }
    }

    // Editors and shells of Windows write the mark of UTF-8.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[MaxLength + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}

/// <summary>A secret cannot be read: a fault of this machine's configuration, which no circuit breaker counts.</summary>
internal sealed class SecretFileException(string message) : Exception(message);
