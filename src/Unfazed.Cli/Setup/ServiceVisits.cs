using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Configuration;
using Unfazed.Integrations;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Cli.Setup;

/// <summary>Asks services whether they are there, for <c>unfazed doctor</c>: without their breakers, which only calls that matter may move.</summary>
internal static class ServiceVisits
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>One for each service that is told of runs.</summary>
    public static async Task<ImmutableArray<Surrounding>> LookAsync(Host host, UnfazedConfiguration configuration, CancellationToken cancellationToken)
    {
        using var http = new ServiceHttp();
        var visits = ServiceSinks.Of(configuration, host.Time).Select(sink => VisitAsync(http, sink, host.Time, cancellationToken)).ToList();
        ImmutableArray<Surrounding> seen = [.. await Task.WhenAll(visits).ConfigureAwait(false)];
        return ServiceSinks.TextfileOf(configuration) is { } textfile ? seen.Add(LookAtTextfile(textfile)) : seen;
    }

    private static async Task<Surrounding> VisitAsync(ServiceHttp http, IServiceSink sink, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var reply = await http.SendAsync(new ServiceRequest(HttpMethod.Get, sink.ProbeAddress), both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            var isGood = reply.Status is >= 200 and < 300;
            return new Surrounding(sink.Name, isGood, isGood ? $"{sink.Address} answers" : FormattableString.Invariant($"{sink.Address} answers with {reply.Status}"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new Surrounding(sink.Name, IsGood: false, $"{sink.Address} cannot be reached: {ReplyVerdict.Short(error.Message)}; runs wait in the outbox");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Surrounding(sink.Name, IsGood: false, $"{sink.Address} does not answer; runs wait in the outbox");
        }
    }

    private static Surrounding LookAtTextfile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return new Surrounding(ServiceSinks.Textfile, Directory.Exists(folder), Directory.Exists(folder) ? path : $"there is no folder {folder}: make it");
    }
}
