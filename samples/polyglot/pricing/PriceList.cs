namespace Pricing;

/// <summary>The prices that hold on a day.</summary>
public sealed class PriceList(IEnumerable<PriceChange> changes)
{
    private readonly IReadOnlyList<PriceChange> _changes = [.. changes.OrderBy(change => change.From)];

    /// <summary>The price of a product in cents; null before its first one.</summary>
    public long? On(DateOnly day, string sku) =>
        _changes.LastOrDefault(change => change.Sku == sku && change.From <= day)?.Cents;
}

/// <summary>A new price from a day on.</summary>
public sealed record PriceChange(DateOnly From, string Sku, long Cents);
