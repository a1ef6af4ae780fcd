using System.Text.Json;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A key in a section of an INI file, such as <c>fail_under</c> in <c>[report]</c>.</summary>
internal sealed record IniKeyEvidence(string FileName, string Section, string Key) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path) is { } text && IniFile.Parse(text).Value(Section, Key) is not null ? $"{path} [{Section}] {Key}" : null;
    }
}

/// <summary>A key of a TOML file by its full name, such as <c>tool.coverage.report.fail_under</c>.</summary>
internal sealed record TomlKeyEvidence(string FileName, string Key) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path) is { } text && TomlScan.Read(text).HasTable(Key) ? $"{path} {Key}" : null;
    }
}

/// <summary>A word in a file that only the tool itself can read: a program, or options in a text.</summary>
internal sealed record WordEvidence(string FileName, string Word) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path)?.Contains(Word, StringComparison.Ordinal) == true ? $"{path} {Word}" : null;
    }
}

/// <summary>A key within the tool's own object in <c>package.json</c>, such as <c>jest.coverageThreshold</c>.</summary>
internal sealed record PackageJsonSettingEvidence(string Tool, string Key) : ConfigurationEvidence("package.json")
{
    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Json(path) is { } manifest && manifest.Get(Tool).Get(Key).ValueKind == JsonValueKind.Object ? $"{path} {Tool}.{Key}" : null;
    }
}
