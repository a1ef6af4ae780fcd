using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace CustomValidator;

/// <summary>Whether the warehouse knows what is sold. One that is down makes this check <c>unavailable</c>, then <c>circuit_open</c>: never passed.</summary>
internal sealed class StockValidator(ImmutableArray<string> files, Warehouse? warehouse) : IValidator
{
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        if (warehouse is null)
        {
            return Observation.NothingToDo("no warehouse: set WAREHOUSE to its address");
        }

        var findings = new List<Finding>();
        foreach (var path in files)
        {
            foreach (var product in await Product.ReadAsync(context.Workspace.FullPath(path), cancellationToken))
            {
                if (!await warehouse.KnowsAsync(product.Sku, cancellationToken))
                {
                    findings.Add(new Finding { Tool = "stock", Rule = "unknown", Severity = Severity.Warning, Path = path, Message = $"the warehouse does not know {product.Sku}" });
                }
            }
        }

        return Observation.Completed([.. findings], "asked the warehouse");
    }
}
