using Xunit;

namespace Unfazed.Testing;

/// <summary>A test that needs a real QuestDB. Where there is none it is skipped, with the reason, whatever <c>UNFAZED_REQUIRE_TOOLS</c> says.</summary>
public sealed class QuestDbFactAttribute : FactAttribute
{
    /// <summary>Looks for the server at discovery.</summary>
    public QuestDbFactAttribute() => Skip = QuestDbServer.WhyToSkip();
}
