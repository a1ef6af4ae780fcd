using Unfazed.Cli.Setup;

namespace Unfazed.Cli.Rendering;

/// <summary>What <c>unfazed doctor</c> found, for people.</summary>
internal sealed class HealthText(LineWriter writer)
{
    /// <param name="health">What was found.</param>
    public void Write(Health health)
    {
        writer.Line(new StyledText("root ", Tone.Faint), health.Root);
        foreach (var fact in health.Surroundings)
        {
            writer.Line(0, 2, new StyledText(fact.IsGood ? "✓ " : "! ", fact.IsGood ? Tone.Good : Tone.Caution), new StyledText(fact.Name, Tone.Strong), $"  {fact.Message}");
        }

        if (health.Found.Length > 0)
        {
            writer.Line(0, 2, new StyledText("✓ ", Tone.Good), new StyledText("found", Tone.Strong), $"  {string.Join(", ", health.Found)}");
        }

        foreach (var missing in health.Missing)
        {
            var where = missing.Directory is "." or "" ? "" : $" in {missing.Directory}";
            writer.Line(0, 2, new StyledText("✗ ", Tone.Bad), new StyledText(missing.Name, Tone.Strong), $"{where}  expected by {missing.Reason}: {missing.Message}");
        }

        WriteCommands(health);
        writer.Line(new StyledText("Running Unfazed runs this repository's own code, as make does.", Tone.Faint));
    }

    private void WriteCommands(Health health)
    {
        var commands = health.Missing.Select(static missing => missing.Install).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (commands.Count > 0)
        {
            writer.Line(new StyledText("What gets what is missing:", Tone.Strong));
            commands.ForEach(command => writer.Line(2, 4, command));
        }
        else if (health.Missing.IsEmpty)
        {
            writer.Line("Nothing is missing.");
        }

        foreach (var suggestion in health.Suggestions)
        {
            writer.Line(0, 2, new StyledText("suggested  ", Tone.Faint), suggestion);
        }
    }
}
