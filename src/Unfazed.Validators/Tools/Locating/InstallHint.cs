using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools.Locating;

/// <summary>How to get a tool, in the words of the package manager that the repository uses.</summary>
internal static class InstallHint
{
    /// <summary>A sentence without a full stop, such as <c>install it with: uv add --dev mypy</c>.</summary>
    public static string For(Package package, RepositoryView repository, string directory) =>
        CommandFor(package, repository, directory) is { } command ? $"install it with: {command}" : package.Otherwise ?? "see its web site for how to install it";

    /// <summary>
    /// The command of the package manager that the repository uses: what is declared in a manifest is installed from there, anything else is added.
    /// Null where none is known.
    /// </summary>
    public static string? CommandFor(Package package, RepositoryView repository, string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            bool Has(string name) => repository.Has(RepositoryView.Join(at, name));
            if (Declared(package, repository, at, Has) is { } sync)
            {
                return at == "." ? sync : $"(cd {Quote(at)} && {sync})";
            }

            if (Command(package, Has) is { } add)
            {
                return add;
            }

            if (at == ".")
            {
                return Fallback(package);
            }
        }
    }

    // It is there to be pasted into a shell, and a directory may have any name.
    private static string Quote(string directory) => directory.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-') && directory[0] != '-'
        ? directory
        : $"'./{directory.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? Declared(Package package, RepositoryView repository, string directory, Func<string, bool> has)
    {
        if (package.Npm is { } node && new NodePackageEvidence(node).Find(repository, directory) is not null)
        {
            return has("pnpm-lock.yaml") ? "pnpm install"
                : has("yarn.lock") ? "yarn install"
                : has("bun.lock") || has("bun.lockb") ? "bun install"
                : has("package-lock.json") ? "npm ci"
                : "npm install";
        }

        if (package.PyPi is not { } python || new PythonPackageEvidence(python).Find(repository, directory) is not { } reason)
        {
            return null;
        }

        var file = reason[(reason.LastIndexOf('/') + 1)..].Split(' ')[^1];
        return has("uv.lock") ? "uv sync"
            : has("poetry.lock") ? "poetry install"
            : has("pdm.lock") ? "pdm install"
            : has("Pipfile") ? "pipenv install --dev"
            : file.EndsWith(".txt", StringComparison.Ordinal) || file.EndsWith(".in", StringComparison.Ordinal) ? $"python3 -m pip install -r {file}"
            : null;
    }

    private static string? Command(Package package, Func<string, bool> has)
    {
        if (package.PyPi is { } python && Python(python, has) is { } command)
        {
            return command;
        }

        return package.Npm is { } node ? Node(node, has) : null;
    }

    private static string? Python(string python, Func<string, bool> has) =>
        has("uv.lock") ? $"uv add --dev {python}"
            : has("poetry.lock") ? $"poetry add --group dev {python}"
            : has("pdm.lock") ? $"pdm add -d {python}"
            : has("Pipfile") ? $"pipenv install --dev {python}"
            : has("pyproject.toml") || has("setup.cfg") || has("requirements.txt") ? $"python3 -m pip install {python}"
            : null;

    private static string? Node(string node, Func<string, bool> has) =>
        has("pnpm-lock.yaml") ? $"pnpm add -D {node}"
            : has("yarn.lock") ? $"yarn add -D {node}"
            : has("bun.lock") || has("bun.lockb") ? $"bun add -d {node}"
            : has("package.json") ? $"npm install -D {node}"
            : null;

    private static string? Fallback(Package package) => package switch
    {
        { Otherwise: not null } => null,
        { Debian: { } name } => $"apt-get install {name}",
        { PyPi: { } name } => $"python3 -m pip install {name}",
        { Npm: { } name } => $"npm install -D {name}",
        _ => null,
    };
}
