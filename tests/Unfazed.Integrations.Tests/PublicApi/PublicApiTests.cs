using PublicApiGenerator;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.PublicApi;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_reviewed_one()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        ExpectationFile.Check("Unfazed.Integrations.txt", typeof(ServiceDelivery).Assembly.GeneratePublicApi(options));
    }
}
