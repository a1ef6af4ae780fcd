using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Configuration;
using Unfazed.Integrations;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Cli.Setup;

/// <summary>Probes whether services accept writes, for <c>unfazed doctor</c>: without their breakers, which only calls that matter may move.</summary>
internal static class ServiceVisits
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>One or more for each service that runs are reported to.</summary>
    public static async Task<ImmutableArray<Surrounding>> LookAsync(Host host, UnfazedConfiguration configuration, CancellationToken cancellationToken)
    {
        using var http = new ServiceHttp();
        var visits = ServiceSinks.Of(configuration, host.Time).Select(sink => VisitAsync(http, sink, host.Time, cancellationToken)).ToList();
        ImmutableArray<Surrounding> seen = [.. (await Task.WhenAll(visits).ConfigureAwait(false)).SelectMany(static found => found)];
        return ServiceSinks.TextfileOf(configuration) is { } textfile ? seen.Add(LookAtTextfile(textfile)) : seen;
    }

    private static async Task<ImmutableArray<Surrounding>> VisitAsync(ServiceHttp http, IServiceSink sink, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Surrounding Bad(string message) => new(sink.Name, IsGood: false, $"{sink.Address} {message}; runs wait in the outbox");
        try
        {
            var found = await sink.ProbeAsync(http, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            return [.. found.Select(probe => new Surrounding(sink.Name, probe.IsGood, $"{sink.Address} {probe.Message}"))];
        }
        catch (HttpRequestException error) when (error.StatusCode is not null)
        {
            return [Bad($"accepts no writes: {ReplyVerdict.Short(error.Message)}")];
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return [Bad($"cannot be reached: {ReplyVerdict.Short(error.Message)}")];
        }
        catch (SecretFileException error)
        {
            return [Bad($"is not called: {ReplyVerdict.Short(error.Message)}")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Bad("did not reply within 2s")];
        }
    }

    private static Surrounding LookAtTextfile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return new Surrounding(ServiceSinks.Textfile, Directory.Exists(folder), Directory.Exists(folder) ? path : $"there is no folder {folder}: make it");
    }
}
