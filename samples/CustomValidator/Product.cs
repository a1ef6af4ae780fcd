using System.Text.Json;

namespace CustomValidator;

/// <summary>What a catalogue says of a product.</summary>
internal sealed record Product(string Sku, long Cents)
{
    /// <exception cref="JsonException">The file is no catalogue.</exception>
    public static async Task<IReadOnlyList<Product>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
        try
        {
            return [.. document.RootElement.GetProperty("products").EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("this is no catalogue of products", error);
        }
    }

    private static Product Read(JsonElement product) =>
        new(product.GetProperty("sku").GetString() ?? "", product.GetProperty("cents").GetInt64());
}
