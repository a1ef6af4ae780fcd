using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unfazed.Resilience;

/// <summary>The leases of the probes that are under way, by ticket, in the form in which a row has them.</summary>
internal static class ProbeLeases
{
    /// <summary>None: not the same as null, which says that whoever wrote the row knows no tickets.</summary>
    public const string None = "{}";

    /// <summary>Ticket and end of each lease. What is not of the form is left out: a file is not to be trusted.</summary>
    public static List<KeyValuePair<int, long>> Parse(string? leases)
    {
        var parsed = new List<KeyValuePair<int, long>>();
        if (leases is null or None)
        {
            return parsed;
        }

        try
        {
            using var document = JsonDocument.Parse(leases);
            foreach (var lease in document.RootElement.EnumerateObject())
            {
                if (int.TryParse(lease.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var ticket)
                    && lease.Value.ValueKind == JsonValueKind.Number && lease.Value.TryGetInt64(out var until))
                {
                    parsed.Add(KeyValuePair.Create(ticket, until));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            parsed.Clear();
        }

        return parsed;
    }

    public static string Format(IEnumerable<KeyValuePair<int, long>> leases)
    {
        var text = new StringBuilder("{");
        foreach (var (ticket, until) in leases)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 1 ? "," : "")}\"{ticket}\":{until}");
        }

        return text.Append('}').ToString();
    }
}
