namespace Storefront;

/// <summary>What a customer wants to buy.</summary>
public sealed class Cart
{
    private readonly List<CartLine> _lines = [];

    public IReadOnlyList<CartLine> Lines => _lines;

    public Money Subtotal => _lines.Aggregate(Money.Zero, (sum, line) => sum + line.Total);

    public int Grams => _lines.Sum(line => line.Product.Grams * line.Count);

    /// <summary>Adds pieces of a product to those that are already there.</summary>
    public void Add(Product product, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var index = _lines.FindIndex(line => line.Product == product);
        if (index < 0)
        {
            _lines.Add(new CartLine(product, count));
        }
        else
        {
            _lines[index] = _lines[index] with { Count = _lines[index].Count + count };
        }
    }
}

/// <summary>Pieces of one product.</summary>
public sealed record CartLine(Product Product, int Count)
{
    public Money Total => Product.Price * Count;
}
