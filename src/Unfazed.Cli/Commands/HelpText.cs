namespace Unfazed.Cli.Commands;

/// <summary>What <c>--help</c> says.</summary>
internal static class HelpText
{
    private const string Overview =
        """
        unfazed: is this repository good enough? One command, one verdict, by its deadline.

          unfazed [run] [PATH… | NAME…]   validate (the default); NAME is a check or a dimension
          unfazed list                    what would run here, why, found where, which version
          unfazed why NAME                why its answer comes from the cache, or does not
          unfazed init                    look at the repository, write its first unfazed.yaml
          unfazed doctor                  what is missing and how to get it
          unfazed fix [PATH… | NAME…]     mend what can be mended safely; --dry-run shows it only
          unfazed config                  every value in force and where it comes from
          unfazed report                  a stored run again, also one that was cut off
          unfazed baseline create         accept what is found now; only what comes later counts
          unfazed hook install git        checks before each commit; also claude: after each edit
          unfazed state breakers          what is paused after failures, and until when
          unfazed state services          what waits for services; flush sends it
          unfazed state cache             where answers are kept; clean removes them
          unfazed trust                   let this repository's configuration name services and agents
          unfazed schema                  the JSON schema of unfazed.yaml
          unfazed version                 which Unfazed this is
          unfazed help [COMMAND]          this text, or the options of a command

        Examples
          unfazed                         everything, from anywhere in the repository
          unfazed src/ flake8             flake8 on what lies below src/
          unfazed --changed --base main   what this branch changed
          unfazed --new                   only findings that this branch brought
          unfazed --tier 1 --deadline 45s what blocks, within 45 seconds
          unfazed --format json --output html=report.html

        Exit codes: 0 passed, 1 blocked, 2 usage or configuration, 3 internal error, 4 inconclusive.
        "unfazed help run" lists the options. The command comes before its arguments.

        """;

    private const string Selecting =
        """
        Which checks
          --tier 1|2|3|all         that tier only (also blocker, warning, monitor)
          --only NAME,…            these checks or dimensions, nothing else
          --skip NAME,…            not these; they are reported as skipped
          --changed                what changed since HEAD, untracked files too
          --base REV               with --changed: since this branch left REV
          --staged                 what is staged for the next commit
          --files0-from FILE|-     the files of a list, each name ended by NUL
          -C, --directory DIR      act as if started there
          -c, --config FILE        this file instead of the project's unfazed.yaml

        Time
          --deadline 45s           the whole run (default 10m)
          --timeout NAME=30s,…     a check, or each check of a dimension
          --jobs N                 the budget of cores

        Verdict
          --fail-fast              the first check that blocks ends the run
          --new                    what was found before this branch does not count
          --new-since REV          nor what was found before the branch left REV
          --fail-on 1|2|3          the highest tier that can block (default 1)
          --on-inconclusive fail|warn   whether "inconclusive" exits with 4 or 0

        """;

    private const string Telling =
        """
        Output
          --format {0}
          -q, --quiet              only what does not pass
          -v, --verbose            everything there is to say
          --color auto|always|never
        {1}
        Each option is also a variable: --fail-fast is UNFAZED_FAIL_FAST=1.

        """;

    private const string ReportFormatLines = "pretty|compact|json|jsonl|sarif|junit|markdown|\n                           html|checkstyle|github|gitlab";

    private const string State =
        """
        unfazed state breakers [list]         what is paused after failures, until when and why
        unfazed state breakers reset NAME     close the breaker of a service, or of a check of this repository
        unfazed state breakers reset --all    close all of them
        unfazed state breakers isolate NAME   start nothing behind it until it is reset
        unfazed state services [list]         what waits for services that are told of runs, since when and why
        unfazed state services flush          send it now, and close their breakers first
        unfazed state cache [list]            where answers are kept, how many
        unfazed state cache clean             remove them all

          -C, --directory DIR      act as if started there
          --format pretty|json

        """;

    private const string BaselineText =
        """
        unfazed baseline create [PATH… | NAME…]   accept what is found now: unfazed.baseline.json
        unfazed baseline update [PATH… | NAME…]   take out what is fixed
        unfazed baseline show                     what is accepted

          --allow-new              with update: put in what is new, too
          --only NAME,…            these checks or dimensions, nothing else
          --skip NAME,…            not these
          --changed [--base REV]   files that changed since HEAD, or since this branch left REV
          --deadline 45s           the whole run (default 10m)
          --timeout NAME=30s,…     a check, or each check of a dimension
          -C, --directory DIR      act as if started there
          --format pretty|json

        The file counts wherever it is there. What a run could not look at stays in it.

        """;

    private const string Trust =
        """
        unfazed trust [--yes]: let this repository's configuration reach beyond the repository, as it is now

        Shows which services and agents it names and asks. It counts until any of its files changes; then a run says so, and asks for it again.

          --yes                    do not ask
          -C, --directory DIR      act as if started there
          -c, --config FILE        this file instead of the project's unfazed.yaml
          --format pretty|json

        """;

    private const string Fix =
        """
        unfazed fix [PATH… | NAME…] [--dry-run]: what the built-in checks and the tools themselves can safely mend

          --dry-run                the difference, and nothing is changed
          --only NAME,…            these checks or dimensions, nothing else
          --skip NAME,…            not these
          --changed [--base REV]   files that changed since HEAD, or since this branch left REV
          --staged                 files that are staged
          --deadline 45s           the whole run (default 10m)
          --timeout NAME=30s,…     a check, or each check of a dimension
          -C, --directory DIR      act as if started there
          --format pretty|json

        Only what is certainly text is changed; fixtures, snapshots and patches only if they are named. -v lists what is left alone.
        A file that was staged as a whole is staged again; of one that was staged in part the index keeps what it has.

        """;

    private const string Hook =
        """
        unfazed hook install git|claude       checks before each commit and push, or after each edit of Claude Code; shows what it writes
        unfazed hook uninstall git|claude     takes that away, and puts back what was there before
        unfazed hook run git [pre-commit|pre-push]   what is staged, or what is pushed
        unfazed hook run claude               reads an event on standard input, answers in Claude Code's terms

          --dry-run                install, uninstall: show it, and change nothing
          --deadline 45s           run: the whole run (default 60s for git, 50s for Claude Code)
          --on-inconclusive fail|warn   run git: whether what could not be verified stops a commit (default warn)
          --only, --skip, --tier, --timeout, --jobs, --fail-on, --offline   as with "unfazed run"
          -C, --directory DIR      act as if started there

        Hooks that are there already are kept and called first; core.hooksPath is followed.

        """;

    private const string ReportOutput =
        """
          --compare RUN            what is new, fixed and still open since an earlier run
          --output FORMAT=FILE     a report into a file, as often as you like
          -C, --directory DIR      act as if started there

        """;

    private const string RunOutput =
        """
          --output FORMAT=FILE     a report into a file, as often as you like
          --no-progress            no lines while it runs
          --offline                nothing that reaches the network
          --no-cache               neither read answers from the cache nor keep them
          --force                  run everything anew, also tools that are paused

        """;

    private const string InitOutput =
        """
          --dry-run                print the file, and write nothing

        """;

    public static string Of(string command) => command switch
    {
        "" or "help" => Overview,
        "run" => "unfazed [run] [PATH… | NAME…] [options]: validate\n\n" + Selecting + "\n"
            + Format(ReportFormatLines, RunOutput)
            + "\nExamples\n  unfazed run src/ --only flake8,mypy\n  unfazed run --timeout tests=5m --fail-fast\n",
        "list" => "unfazed list [PATH… | NAME…] [options]: what would run here, and why\n\n" + Selecting + "\n" + Format("pretty|json", ""),
        "why" => "unfazed why NAME… [options]: whether an answer comes from the cache, and what has changed where it does not; no check is run\n\n" + Format("pretty|json", ""),
        "config" => "unfazed config [options]: every value in force and where it comes from\n\n" + Selecting + "\n" + Format("pretty|json", ""),
        "report" => "unfazed report [--last | RUN | --list] [--compare RUN] [options]: a stored run again\n\n" + Format(ReportFormatLines, ReportOutput),
        "fix" => Fix,
        "hook" => Hook,
        "state" => State,
        "baseline" => BaselineText,
        "trust" => Trust,
        "doctor" => "unfazed doctor [options]: what is missing here and how to get it; no check is run\n\n" + Format("pretty|json", ""),
        "init" => "unfazed init [options]: look at the repository, write its first unfazed.yaml; nothing is run, nothing is overwritten\n\n" + Format("pretty|json", InitOutput),
        "schema" => "unfazed schema: the JSON schema (draft 2020-12) of unfazed.yaml\n",
        _ => "unfazed version [--format pretty|json]: which Unfazed this is\n",
    };

    private static string Format(string formats, string more) =>
        Telling.Replace("{0}", formats, StringComparison.Ordinal).Replace("{1}", more, StringComparison.Ordinal);
}
