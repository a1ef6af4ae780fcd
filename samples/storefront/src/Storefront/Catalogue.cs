using System.Text.Json;

namespace Storefront;

/// <summary>The products of the shop, by number.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<string, Product> _products;

    public Catalogue(IEnumerable<Product> products) => _products = products.ToDictionary(product => product.Sku, StringComparer.OrdinalIgnoreCase);

    public Product? Find(string sku) => _products.GetValueOrDefault(sku);

    /// <summary>Reads the file of products.</summary>
    /// <exception cref="JsonException">It is not of the form that is expected.</exception>
    public static Catalogue Load(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return new Catalogue([.. document.RootElement.GetProperty("products").EnumerateArray().Select(Read)]);
    }

    private static Product Read(JsonElement element) => new(
        Text(element, "sku"), Text(element, "name"), new Money(element.GetProperty("cents").GetInt64()), element.GetProperty("grams").GetInt32());

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException($"A product has no {name}.");
}
