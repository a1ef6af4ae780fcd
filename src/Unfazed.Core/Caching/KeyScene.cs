using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Caching;

/// <summary>What whoever makes parts of keys may use.</summary>
/// <param name="Workspace">The files.</param>
/// <param name="Digests">What they hold.</param>
/// <param name="Processes">Starts processes; holds our environment.</param>
/// <param name="Programs">What is known of programs.</param>
internal sealed record KeyScene(WorkspaceSnapshot Workspace, WorkspaceDigests Digests, ProcessRunner Processes, ProgramFacts Programs);
