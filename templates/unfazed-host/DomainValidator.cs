using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace UnfazedHost;

/// <summary>Rules of your own, in the dimension <c>unfazed_domain</c>. This one finds files that hold nothing: put yours in its place.</summary>
internal sealed class DomainValidator(ImmutableArray<string> files) : IValidator
{
    public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var empty = files.Where(path => context.Workspace.Find(path) is { Stamp.Size: 0 }).Select(path => new Finding
        {
            Tool = "unfazed_domain",
            Rule = "empty-file",
            Severity = Severity.Note,
            Path = path,
            Message = "this file is empty",
        });
        return Task.FromResult(Observation.Completed([.. empty], $"{files.Length} files"));
    }
}
