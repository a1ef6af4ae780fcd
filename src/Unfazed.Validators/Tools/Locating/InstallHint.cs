using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools.Locating;

/// <summary>How to get a tool, in the words of the package manager that the repository uses.</summary>
internal static class InstallHint
{
    /// <summary>A sentence without a full stop, such as <c>install it with: uv add --dev mypy</c>.</summary>
    public static string For(Package package, RepositoryView repository, string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (Command(package, name => repository.Has(RepositoryView.Join(at, name))) is { } command)
            {
                return $"install it with: {command}";
            }

            if (at == ".")
            {
                return Fallback(package);
            }
        }
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

    private static string Fallback(Package package) => package switch
    {
        { Otherwise: { } sentence } => sentence,
        { Debian: { } name } => $"install it with: apt-get install {name}",
        { PyPi: { } name } => $"install it with: python3 -m pip install {name}",
        { Npm: { } name } => $"install it with: npm install -D {name}",
        _ => "see its web site for how to install it",
    };
}
