namespace Storefront;

/// <summary>Makes an order of a cart.</summary>
public sealed class Checkout(ShippingRates rates, Discount discount)
{
    public Order Place(Cart cart)
    {
        if (cart.Lines.Count == 0)
        {
            throw new InvalidOperationException("An empty cart cannot be ordered.");
        }

        return new Order([.. cart.Lines], cart.Subtotal, discount.Of(cart.Subtotal), rates.For(cart.Grams));
    }
}

/// <summary>A share of the price that customers save from a certain amount on.</summary>
public sealed record Discount(Money From, int Percent)
{
    public static Discount None { get; } = new(Money.Zero, 0);

    public Money Of(Money subtotal) => subtotal.CompareTo(From) < 0 ? Money.Zero : subtotal.Percent(Percent);
}
