namespace Unfazed.Core;

/// <summary>How bad a finding is. Errors and warnings fail a dimension, notes do not.</summary>
public enum Severity
{
    /// <summary>Worth knowing; never fails anything.</summary>
    Note,

    /// <summary>Fails its dimension.</summary>
    Warning,

    /// <summary>Fails its dimension.</summary>
    Error,
}
