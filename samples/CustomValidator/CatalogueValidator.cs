using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace CustomValidator;

/// <summary>Whether what a shop sells can be sold: each product has a price, and a number that no other product has.</summary>
internal sealed class CatalogueValidator(ImmutableArray<string> files) : IValidator
{
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var count = 0;
        foreach (var path in files)
        {
            try
            {
                var products = await Product.ReadAsync(context.Workspace.FullPath(path), cancellationToken);
                count += products.Count;
                findings.AddRange(products.Where(product => product.Cents <= 0).Select(product => Found(path, "price", $"{product.Sku} costs {product.Cents} cents")));
                findings.AddRange(products.GroupBy(product => product.Sku).Where(same => same.Count() > 1).Select(same => Found(path, "number", $"{same.Key} is there {same.Count()} times")));
            }
            catch (JsonException error)
            {
                // What could not be read was not verified: an error, never a pass.
                return new Observation { Ending = ObservationEnding.Error, Error = ErrorCodes.UnreadableFile, Message = $"{path}: {error.Message}", Attempts = 1 };
            }
        }

        return Observation.Completed([.. findings], $"{count} products");
    }

    private static Finding Found(string path, string rule, string message) =>
        new() { Tool = "catalogue", Rule = rule, Severity = Severity.Error, Path = path, Message = message };
}
