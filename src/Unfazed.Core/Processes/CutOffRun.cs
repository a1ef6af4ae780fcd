using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>A run whose end nobody recorded, as its journal describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Root">The root of its repository, absolute.</param>
/// <param name="Owner">Its process.</param>
/// <param name="Leaders">The processes that it started, each the leader of a session.</param>
/// <param name="LastWrite">When its journal was written last.</param>
internal sealed record CutOffRun(string Id, string Root, RunOwner Owner, ImmutableArray<ProcessKey> Leaders, DateTime LastWrite);

/// <summary>What was killed of a run that had been killed.</summary>
/// <param name="RunId">The run; empty where it is not known.</param>
/// <param name="Place">The root of its repository, or else the directory of one of the processes; null where neither is known.</param>
/// <param name="Count">How many processes.</param>
internal sealed record EndedOrphans(string RunId, string? Place, int Count);
