namespace Storefront;

/// <summary>Something that is sold.</summary>
/// <param name="Sku">Its number in the catalogue.</param>
/// <param name="Name">What customers read.</param>
/// <param name="Price">For one piece.</param>
/// <param name="Grams">The weight of one piece, packed.</param>
public sealed record Product(string Sku, string Name, Money Price, int Grams);
