using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Migration;

/// <summary>Reads what other tools of this kind are told in a repository. Nothing of it is run.</summary>
internal static class ForeignConfigurations
{
    /// <summary>Everything that was found at the root.</summary>
    public static MigrationNotes Read(WorkspaceSnapshot workspace)
    {
        var repository = new RepositoryView(workspace);
        var notes = new MigrationNotes();
        if (Text(PreCommitConfiguration.FileName) is { } preCommit)
        {
            new PreCommitConfiguration(notes).Read(preCommit);
        }

        foreach (var name in LefthookConfiguration.FileNames)
        {
            if (Text(name) is { } lefthook)
            {
                new LefthookConfiguration(name, notes).Read(lefthook);
            }
        }

        foreach (var name in MegaLinterConfiguration.FileNames)
        {
            if (Text(name) is { } megaLinter)
            {
                new MegaLinterConfiguration(name, notes).Read(megaLinter);
            }
        }

        new PackageScripts(repository, notes).Read();
        if (Text(ToxConfiguration.FileName) is { } tox)
        {
            new ToxConfiguration(notes).Read(tox);
        }

        return notes;

        string? Text(string name)
        {
            var text = repository.Text(name);
            if (text is null && repository.Has(name))
            {
                notes.Leave(name, "it could not be read");
            }

            return text;
        }
    }
}
