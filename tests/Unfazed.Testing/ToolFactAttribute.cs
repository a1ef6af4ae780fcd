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

/// <summary>A test that needs newer programs than the distribution has, as <see cref="SharedTool"/> finds them. Without them it is skipped.</summary>
public sealed class SharedToolFactAttribute : FactAttribute
{
    /// <summary>Names the programs.</summary>
    public SharedToolFactAttribute(params string[] tools) => Skip = SharedTool.WhyToSkip(tools);
}

/// <summary>A <see cref="TheoryAttribute"/> that needs such programs.</summary>
public sealed class SharedToolTheoryAttribute : TheoryAttribute
{
    /// <summary>Names the programs.</summary>
    public SharedToolTheoryAttribute(params string[] tools) => Skip = SharedTool.WhyToSkip(tools);
}
