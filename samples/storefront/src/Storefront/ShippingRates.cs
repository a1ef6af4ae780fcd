namespace Storefront;

/// <summary>What shipping costs, by weight.</summary>
public sealed class ShippingRates
{
    private readonly IReadOnlyList<ShippingRate> _rates;

    public ShippingRates(IEnumerable<ShippingRate> rates) => _rates = [.. rates.OrderBy(rate => rate.UpToGrams)];

    /// <summary>The price of the lightest class that takes the weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too heavy for all of them.</exception>
    public Money For(int grams) => _rates.FirstOrDefault(rate => grams <= rate.UpToGrams)?.Price
        ?? throw new ArgumentOutOfRangeException(nameof(grams), grams, "No parcel is that heavy.");
}

/// <summary>One class of parcels.</summary>
public sealed record ShippingRate(int UpToGrams, Money Price);
