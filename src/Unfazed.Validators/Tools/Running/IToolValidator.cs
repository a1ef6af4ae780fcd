using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tools.Running;

/// <summary>A validator that runs a tool, whatever it does before and after.</summary>
internal interface IToolValidator : IValidator
{
    /// <summary>What it runs, as planned.</summary>
    ToolRun Run { get; }
}
