using Xunit;

namespace Unfazed.Testing;

/// <summary>A test that needs real programs. Without them it is skipped, decided at discovery; with <c>UNFAZED_REQUIRE_TOOLS=1</c> it fails.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    /// <summary>Names the programs, as <see cref="Tool.Path"/> takes them.</summary>
    public ToolFactAttribute(params string[] tools) => Skip = Tool.WhyToSkip(tools);
}

/// <summary>A <see cref="TheoryAttribute"/> that needs real programs, like <see cref="ToolFactAttribute"/>.</summary>
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    /// <summary>Names the programs, as <see cref="Tool.Path"/> takes them.</summary>
    public ToolTheoryAttribute(params string[] tools) => Skip = Tool.WhyToSkip(tools);
}
