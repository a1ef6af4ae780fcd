using Microsoft.Extensions.Options;

namespace Unfazed.Resilience.Extensions;

/// <summary>Checks every bound, so that a host with a wrong value does not start.</summary>
internal sealed class ResilienceOptionsValidator : IValidateOptions<UnfazedResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, UnfazedResilienceOptions options)
    {
        var failures = new List<string>();
        Check("Defaults", options.Defaults, failures);
        foreach (var (breaker, own) in options.Breakers)
        {
            Check($"Breakers:{breaker}", own, failures);
        }

        if (options.StoreBudget < TimeSpan.FromMilliseconds(10) || options.StoreBudget > TimeSpan.FromMinutes(1))
        {
            failures.Add($"StoreBudget is {options.StoreBudget}; it must be 10 ms to 1 minute.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string where, CircuitBreakerOptions options, List<string> failures)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentException error)
        {
            failures.Add($"{where}: {error.Message}");
        }
    }
}
