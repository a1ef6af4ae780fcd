namespace Storefront;

/// <summary>What was ordered, and what it costs.</summary>
public sealed record Order(IReadOnlyList<CartLine> Lines, Money Subtotal, Money Discount, Money Shipping)
{
    public Money Total => Subtotal - Discount + Shipping;
}
