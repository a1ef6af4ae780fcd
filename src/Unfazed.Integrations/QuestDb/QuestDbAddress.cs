using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.QuestDb;

/// <summary>Where a QuestDB, or what else takes line protocol, is written to and queried.</summary>
/// <param name="address">As configured: with the path of the write endpoint, or with what stands before it.</param>
internal sealed class QuestDbAddress(ServiceAddress address)
{
    private const string DefaultEndpoint = "/write";

    private readonly string _path = address.Uri.AbsolutePath.TrimEnd('/');

    /// <summary>Where rows go: <c>/write</c> below the path, unless its last part names an endpoint already, such as <c>/api/v2/write</c> or <c>/api/v3/write_lp</c>.</summary>
    public Uri Write => NamesEndpoint ? address.Uri : new UriBuilder(address.Uri) { Path = _path + DefaultEndpoint }.Uri;

    /// <summary>Where SQL goes; null where the address names the endpoint of another server.</summary>
    public Uri? Query => NamesEndpoint && !_path.EndsWith(DefaultEndpoint, StringComparison.Ordinal) ? null
        : new UriBuilder(address.Uri) { Path = $"{(NamesEndpoint ? _path[..^DefaultEndpoint.Length] : _path)}/exec", Query = "" }.Uri;

    private bool NamesEndpoint => _path[(_path.LastIndexOf('/') + 1)..].StartsWith("write", StringComparison.Ordinal);
}
