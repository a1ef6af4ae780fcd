using Unfazed.Resilience.Puppet;

namespace Unfazed.Resilience.Tests;

/// <summary>Lambdas of every form, compiled in the C# version that a project for .NET 8 has by default.</summary>
public sealed class LambdaFormTests
{
    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Async_lambdas_method_groups_and_value_tasks_compile_in_CSharp_12_and_run() =>
        Assert.Equal([8, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 2, 1], await LambdaForms.RunAsync());
}
