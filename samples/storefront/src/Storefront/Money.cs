using System.Globalization;

namespace Storefront;

/// <summary>An amount in the shop's currency, in cents.</summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    public static Money Zero => new(0);

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));

    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));

    public static Money operator *(Money amount, int count) => new(checked(amount.Cents * count));

    /// <summary>A share of the amount, rounded half to even, in percent from 0 to 100.</summary>
    public Money Percent(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return new Money((long)Math.Round(Cents * (decimal)percent / 100, MidpointRounding.ToEven));
    }

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    public override string ToString() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
