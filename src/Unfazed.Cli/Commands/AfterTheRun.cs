using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Trust;
using Unfazed.Integrations;
using Unfazed.Integrations.Identity;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary>
/// What follows on a run when its report is sealed and written, and can change neither it nor the exit code: services are told. Whatever
/// else comes after a run, such as agents that are set to work on its findings, is a phase of its own beside <see cref="TellAsync"/>: announced
/// as <c>pending</c> in <see cref="Announce"/>, its outcome added to the journal.
/// </summary>
internal sealed class AfterTheRun(Host host, GivenOptions options, LoadedRepository loaded)
{
    private readonly UnfazedConfiguration _configuration = loaded.Project.Configuration;
    private Task? _identity;

    /// <summary>Whether everything was asked for. A hook asks about a change, whatever it runs.</summary>
    private bool IsWhole => loaded.Selection is { Only: [], Skip: [], Tier: null, Paths: null, Changes: null } && !options.Request.IsUnderHook;

    private bool HasServices => _configuration.Services.Any(static service => service.IsTold);

    /// <summary>What the report says of it; says in a line what does not count.</summary>
    public ImmutableArray<IntegrationResult> Announce()
    {
        if (_configuration.Withheld is { IsEmpty: false } withheld)
        {
            host.Say($"unfazed: {Untrusted(_configuration)}");
        }

        if (HasServices)
        {
            FindIdentity();
        }

        return
        [
            .. _configuration.Services.SelectMany(AnnouncementsOf),
            .. _configuration.Withheld.Where(static key => key.StartsWith("services.", StringComparison.Ordinal))
                .Select(static key => key["services.".Length..])
                .Where(name => _configuration.FindService(name) is null)
                .Select(Withheld),
        ];
    }

    /// <summary>What does not count because nobody trusts it, on one line for people.</summary>
    public static string Untrusted(UnfazedConfiguration configuration) => WithheldKeys.Describe(configuration) ?? "";

    /// <summary>Tells the services, within their budget and never past the deadline. Without one no code for them is loaded.</summary>
    /// <param name="report">The report as it was written.</param>
    /// <param name="breakers">The user's breakers.</param>
    /// <param name="interruption">Ends it.</param>
    public Task TellAsync(ValidationReport report, CircuitBreakerRegistry breakers, Interruption interruption) =>
        HasServices ? TellServicesAsync(report, breakers, interruption) : Task.CompletedTask;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task TellServicesAsync(ValidationReport report, CircuitBreakerRegistry breakers, Interruption interruption)
    {
        try
        {
            using var outbox = new Outbox(host.Environment, host.Time);
            var setup = new DeliverySetup
            {
                Configuration = _configuration,
                Root = loaded.Project.Root.Path,
                Processes = new ProcessRunner(host.Environment, host.Time),
                Identity = _identity as Task<RunIdentity>,
                Breakers = breakers,
                Time = host.Time,
            };
            var outcome = await new RunDelivery(setup, outbox).TellAsync(report, IsWhole, Budget(interruption), interruption.Token).ConfigureAwait(false);
            if (outbox.Loss is { } loss)
            {
                host.Say($"unfazed: {loss}");
            }

            Say(outcome);
        }
#pragma warning disable CA1031 // The verdict is given: not even a defect of ours in what follows may change it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            host.Say($"unfazed: services were not told of this run, by a defect of Unfazed: {error.GetType().Name}: {Quoted.Short(error.Message)}");
        }
    }

    // While the checks run, and not after them: nobody waits for git then, and the branch is the one that they look at.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindIdentity()
    {
        var reader = new RunIdentityReader(new ProcessRunner(host.Environment, host.Time), loaded.Project.Root.Path);
        _identity = Task.Run(() => reader.ReadAsync(_configuration));
    }

    private IEnumerable<IntegrationResult> AnnouncementsOf(ServiceSettings service) => ServiceAnnouncement.Of(service, IsWhole);

    private static IntegrationResult Withheld(string name) => ServiceAnnouncement.Withheld(name);

    private TimeSpan Budget(Interruption interruption)
    {
        var untilDeadline = _configuration.Deadline.Value - host.Time.GetElapsedTime(host.Started);
        var budget = _configuration.ServicesBudget.Value < untilDeadline ? _configuration.ServicesBudget.Value : untilDeadline;
        return interruption.ExitCode is not null || options.Request.IsUnderHook || _configuration.Offline.Value || budget < TimeSpan.Zero ? TimeSpan.Zero : budget;
    }

    private void Say(DeliveryOutcome outcome)
    {
        if (options.Verbosity != Rendering.Verbosity.Quiet)
        {
            foreach (var failed in outcome.Results.Where(static result => result.Status == "failed"))
            {
                host.Say($"unfazed: {failed.Name}: {failed.Message}");
            }
        }

        foreach (var (to, count) in outcome.Dropped)
        {
            var dropped = count == 1 ? "the oldest run that waited in the outbox was" : string.Create(CultureInfo.InvariantCulture, $"the {count} oldest runs that waited in the outbox were");
            host.Say($"unfazed: {to.Name}: {dropped} dropped: it keeps 1,000 messages, 64 MiB and 14 days");
        }
    }
}
