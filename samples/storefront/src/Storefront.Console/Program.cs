using Storefront;

using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "catalogue.json"));
var catalogue = Catalogue.Load(file);
var cart = new Cart();
foreach (var wish in args)
{
    var parts = wish.Split(':', 2);
    var count = 1;
    if (catalogue.Find(parts[0]) is not { } product || (parts.Length == 2 && (!int.TryParse(parts[1], out count) || count < 1)))
    {
        Console.Error.WriteLine($"{wish}: not in the catalogue, or no number of pieces");
        return 2;
    }

    cart.Add(product, count);
}

if (cart.Lines.Count == 0)
{
    Console.Error.WriteLine("usage: Storefront.Console SKU[:COUNT] …");
    return 2;
}

var rates = new ShippingRates([new ShippingRate(500, new Money(290)), new ShippingRate(5_000, new Money(490)), new ShippingRate(31_500, new Money(990))]);
var order = new Checkout(rates, new Discount(new Money(5_000), 10)).Place(cart);
foreach (var line in order.Lines)
{
    Console.WriteLine($"{line.Count,3} × {line.Product.Name,-24} {line.Total,9}");
}

Console.WriteLine($"{"discount",-30} {Money.Zero - order.Discount,9}");
Console.WriteLine($"{"shipping",-30} {order.Shipping,9}");
Console.WriteLine($"{"total",-30} {order.Total,9}");
return 0;
