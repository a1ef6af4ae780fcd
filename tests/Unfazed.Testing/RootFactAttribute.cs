using Xunit;

namespace Unfazed.Testing;

/// <summary>A test that only the user root can play, who can give files away. Skipped for everybody else.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    /// <summary>Looks at who runs the tests.</summary>
    public RootFactAttribute() => Skip = Environment.UserName == "root" ? null : "only root can give a file to another user";
}
