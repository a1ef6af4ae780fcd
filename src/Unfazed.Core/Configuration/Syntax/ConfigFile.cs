using System.Text;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>Reads a configuration file's bytes into the neutral tree.</summary>
internal static class ConfigFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The tree, or null for a file that holds nothing; every mistake goes to <paramref name="errors"/>.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="file">What it is called to the user.</param>
    /// <param name="errors">Receives mistakes.</param>
    /// <param name="seen">Is given the bytes as they were read.</param>
    public static ConfigNode? Read(string path, SettingSource file, List<ConfigurationError> errors, Action<byte[]>? seen = null)
    {
        try
        {
            var bytes = ReadBytes(path, file);
            seen?.Invoke(bytes);
            var text = Decode(bytes, file);
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                ? JsonReader.Read(text, file, errors)
                : YamlReader.Read(text, file, errors);
        }
        catch (ConfigSyntaxException problem)
        {
            errors.Add(new ConfigurationError(problem.Source, problem.Message));
            return null;
        }
    }

    private static byte[] ReadBytes(string path, SettingSource file)
    {
        if (Directory.Exists(path))
        {
            throw new ConfigSyntaxException(file, "is a directory; a configuration is a file");
        }

        // Opening a pipe without a writer would wait for one for ever.
        if (FileStatus.Of(path).Type == FileType.Special)
        {
            throw new ConfigSyntaxException(file, "is a pipe or a device; a configuration is a file");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var bytes = new byte[NodeBudget.MaximumBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > NodeBudget.MaximumBytes
                ? throw new ConfigSyntaxException(file, "too large: a configuration has at most 1 MiB")
                : bytes[..length];
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigSyntaxException(file, "no such file");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ConfigSyntaxException(file, $"cannot be read: {Quoted.Short(problem.Message)}");
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, SettingSource file)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw new ConfigSyntaxException(At(bytes[..nul], file), "a NUL byte: the file is not text in UTF-8");
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            throw new ConfigSyntaxException(At(bytes[..Math.Clamp(problem.Index, 0, bytes.Length)], file), "not UTF-8: save the file in UTF-8");
        }
    }

    private static SettingSource At(ReadOnlySpan<byte> before, SettingSource file) => file with
    {
        Line = before.Count((byte)'\n') + 1,
        Column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1,
    };
}
