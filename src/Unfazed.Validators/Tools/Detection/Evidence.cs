namespace Unfazed.Validators.Tools.Detection;

/// <summary>One kind of thing in a directory that says a tool is expected there.</summary>
internal abstract record Evidence
{
    /// <summary>
    /// Whether it is the tool's own configuration, rather than its name among other programs: where several tools of one role are named,
    /// those that are configured run.
    /// </summary>
    public virtual bool IsConfiguration => true;

    /// <summary>Whether the tool reads it from further down, too: it speaks for every project below it, not only for the one in which it stands.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Whether a file of this name may hold it.</summary>
    public abstract bool IsIn(string fileName);

    /// <summary>What it looks for, in the words of the documentation (Markdown).</summary>
    public virtual string Description => $"`{ExactName}`";

    /// <summary>The one name that such a file can have; null where there are several.</summary>
    public virtual string? ExactName => null;

    /// <summary>The directory for which such a file speaks when it stands in <paramref name="directory"/>; null when it speaks for none there.</summary>
    public virtual string? HomeOf(string directory) => directory;

    /// <summary>What there is, as people would point at it (<c>setup.cfg [flake8]</c>); null when there is nothing.</summary>
    public abstract string? Find(RepositoryView repository, string directory);
}

/// <summary>The tool's own configuration, in a file of a given name.</summary>
/// <param name="FileName">Its name.</param>
internal abstract record ConfigurationEvidence(string FileName) : Evidence
{
    /// <inheritdoc/>
    public override bool IsIn(string fileName) => string.Equals(fileName, FileName, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string? ExactName => FileName;
}

/// <summary>A file such as <c>.flake8</c>, whatever it holds.</summary>
internal sealed record FileEvidence(string FileName) : ConfigurationEvidence(FileName)
{
    /// <summary>The folder in which it stands, relative to the directory for which it speaks; null for that directory itself.</summary>
    public string? Folder { get; init; }

    /// <inheritdoc/>
    public override string Description => Folder is null ? $"`{FileName}`" : $"`{Folder}/{FileName}`";

    /// <inheritdoc/>
    public override string? HomeOf(string directory) => Folder is null ? directory
        : directory == Folder ? "."
        : directory.EndsWith("/" + Folder, StringComparison.Ordinal) ? directory[..^(Folder.Length + 1)] : null;

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, Folder is null ? FileName : $"{Folder}/{FileName}");
        return repository.Has(path) ? path : null;
    }
}

/// <summary>A section of an INI file, such as <c>[flake8]</c> in <c>setup.cfg</c>.</summary>
internal sealed record IniEvidence(string FileName, string Section) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override string Description => $"`[{Section}]` in `{FileName}`";

    /// <summary>Whether sections below it, such as <c>[pylint.main]</c>, stand for it too.</summary>
    public bool AndBelow { get; init; }

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path) is { } text && IniFile.Parse(text).Sections.FirstOrDefault(IsMeant) is { } section ? $"{path} [{section}]" : null;
    }

    private bool IsMeant(string section) => section == Section || (AndBelow && section.StartsWith(Section + ".", StringComparison.OrdinalIgnoreCase));
}

/// <summary>A table of a TOML file, such as <c>[tool.mypy]</c> in <c>pyproject.toml</c>.</summary>
internal sealed record TomlEvidence(string FileName, string Table) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override string Description => $"`[{Table}]` in `{FileName}`";

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path) is { } text && TomlScan.Read(text).HasTable(Table) ? $"{path} [{Table}]" : null;
    }
}
