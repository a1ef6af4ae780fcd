using System.Text.RegularExpressions;

namespace Unfazed.Core.Orchestration;

/// <summary>Takes out of a message what changes while the problem stays: places in files, measurements, the root and temporary paths.</summary>
/// <param name="root">The root, absolute.</param>
internal sealed partial class StableMessage(string root)
{
    private readonly string _root = root.TrimEnd('/') + "/";

    /// <summary>Returns the message without it. Other numbers and paths stay: they may be all that tells two problems apart.</summary>
    public string Of(string message)
    {
        var relative = _root.Length > 1 ? message.Replace(_root, "", StringComparison.Ordinal) : message;
        return Measurements().Replace(Places().Replace(Temporary().Replace(relative, "PATH"), "${before}N"), "N ${unit}");
    }

    // "a.c:12:3", "a.c(12,3)", "line 12".
    [GeneratedRegex(@"(?<before>:|\(|\b[Ll]ines? )[0-9]+([:,-] ?[0-9]+)*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Places();

    [GeneratedRegex(@"[0-9]+([.,][0-9]+)? ?(?<unit>%|(ns|µs|us|ms|s|sec|seconds?|min|minutes?|bytes?|B|[KMG]i?B|kB)\b)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Measurements();

    [GeneratedRegex(@"/(tmp|var/tmp|var/folders)/[^\s:'""]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Temporary();
}
