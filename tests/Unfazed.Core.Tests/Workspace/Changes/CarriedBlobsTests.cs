using System.Text;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Tests.Workspace.Changes;

public sealed class CarriedBlobsTests
{
    private const string One = "1111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222";
    private const string None = "0000000000000000000000000000000000000000";

    [Fact]
    public void Each_version_is_named_once_with_the_newest_commit_that_brings_it()
    {
        var blobs = Read($"\u0001new\0\n:100644 100755 {One} {Two} M\0a.txt\0\u0001old\0\n:000000 100644 {None} {One} A\0a.txt\0:000000 100644 {None} {Two} A\0b.txt\0");

        Assert.Equal<CarriedBlob>([new CarriedBlob("a.txt", Two, "new"), new CarriedBlob("a.txt", One, "old")], blobs);
    }

    [Fact]
    public void Of_a_merge_the_result_counts()
    {
        var blobs = Read($"\u0001merge\0\0::100644 100644 100644 {None} {None} {One} MM\0a.txt\0::000000 000000 120000 {None} {None} {Two} AA\0link\0");

        Assert.Equal<CarriedBlob>([new CarriedBlob("a.txt", One, "merge")], blobs);
    }

    [Fact]
    public void Names_cannot_be_taken_for_what_git_says()
    {
        var blobs = Read($"\u0001real\0\n:000000 100644 {None} {One} A\0\u0001fake\0:000000 100644 {None} {Two} A\0:000000 100644 {None} {None} A\0");

        Assert.Equal<CarriedBlob>([new CarriedBlob("\u0001fake", One, "real"), new CarriedBlob($":000000 100644 {None} {None} A", Two, "real")], blobs);
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_hides_no_content()
    {
        var output = Encoding.Latin1.GetBytes($"\u0001c\0\n:000000 100644 {None} {One} A\0caf\u00e9\0");

        Assert.Equal(One, Assert.Single(CarriedBlobs.Read(output, [])).ObjectId);
    }

    private static System.Collections.Immutable.ImmutableArray<CarriedBlob> Read(string output) => CarriedBlobs.Read(Encoding.UTF8.GetBytes(output), []);
}
