using PublicApiGenerator;
using Unfazed.Testing;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Tests.PublicApi;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_reviewed_one()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        ExpectationFile.Check("Unfazed.Validators.txt", typeof(ToolCheckSource).Assembly.GeneratePublicApi(options));
    }
}
