using System.Text.Json;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Locating;

/// <summary>A program that npm, yarn or pnpm put into <c>node_modules/.bin</c>: its package says its version, and nothing is started for it.</summary>
internal static class NodeProgram
{
    private const int LargestManifest = 1024 * 1024;
    private const int LargestScript = 16 * 1024;

    private static readonly string Folder = Path.Combine("node_modules", ".bin");

    /// <summary>The real path of a file in the package whose program this is; null for any other program, or where that is not plain.</summary>
    /// <param name="program">Absolute.</param>
    /// <param name="package">The name of the package that brings it; null where it is unknown.</param>
    public static string? FileOf(string program, string? package)
    {
        try
        {
            var (bin, name) = (Path.GetDirectoryName(program)!, Path.GetFileName(program));
            if (!bin.EndsWith(Path.DirectorySeparatorChar + Folder, StringComparison.Ordinal))
            {
                return null;
            }

            // npm and yarn make links. pnpm writes scripts, which name what they start beside their folder.
            return new FileInfo(program).LinkTarget is not null ? RealPath.Resolve(program)
                : package is not null && Starts(program, package) ? RealPath.Resolve(Path.Combine(Path.GetDirectoryName(bin)!, package, "package.json"))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The version of the package that such a file belongs to, if it brings a program of this name; null where it does not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The program's file name.</param>
    public static string? VersionOf(string file, string name)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null && Path.GetFileName(folder) != "node_modules"; folder = Path.GetDirectoryName(folder))
        {
            using var document = JsonText.Parse(Read(Path.Combine(folder, "package.json"), LargestManifest));
            if (document?.RootElement is { } manifest && Brings(manifest, name))
            {
                return manifest.Text("version") is { } version ? VersionQuestion.Parse(version) : null;
            }
        }

        return null;
    }

    // "bin" is a file for each name, or one file: then the program is named as the package is, without its scope.
    private static bool Brings(JsonElement manifest, string name) => manifest.Get("bin") switch
    {
        { ValueKind: JsonValueKind.Object } programs => programs.Get(name).ValueKind == JsonValueKind.String,
        { ValueKind: JsonValueKind.String } => manifest.Text("name") is { } package && package[(package.LastIndexOf('/') + 1)..] == name,
        _ => false,
    };

    private static bool Starts(string script, string package) =>
        Read(script, LargestScript)?.Contains($"$basedir/../{package}/", StringComparison.Ordinal) == true;

    private static string? Read(string path, int limit)
    {
        try
        {
            // A pipe would never end.
            return FileStatus.Of(path) is { Type: FileType.Regular, Stamp: var stamp } && stamp.Size <= limit ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
