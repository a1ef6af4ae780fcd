using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Tests.Configuration.Syntax;

/// <summary>RFC 7396, JSON Merge Patch: mappings are merged as its text says.</summary>
public class MergePatchTests
{
    // The cases of its appendix A whose both sides are objects; a configuration is always one.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_cases_of_the_appendix_come_out_as_they_stand_there(string target, string patch, string result) => Assert.Equal(result, Merged(target, patch));

    [Fact]
    public void Any_two_mappings_merge_as_the_algorithm_of_the_text_merges_them() => Prop.ForAll(
        Arb.From(Objects(3)), Arb.From(Objects(3)), static (target, patch) =>
            JsonNode.DeepEquals(JsonNode.Parse(Merged(target, patch)), Reference(JsonNode.Parse(target), JsonNode.Parse(patch)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_with_nothing_behind_it_removes_nothing()
    {
        var merged = Tree("""{"a":"b"}""").MergedWith((MappingNode)YamlReader.Read("a:\n", Place, [])!);

        Assert.True(merged.Find("a") is ScalarNode { IsNull: true, IsRemoval: false });
    }

    private static SettingSource Place { get; } = new(SettingOrigin.ProjectFile, "unfazed.json");

    // Section 2 of the text, word for word.
    private static JsonNode? Reference(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Reference(result[name], value);
            }
        }

        return result;
    }

    private static Gen<string> Objects(int depth)
    {
        var leaf = Gen.Elements("1", "\"x\"", "null", "true", "[1,null]", "[{\"a\":null}]", "[]");
        var value = depth == 0 ? leaf : Gen.OneOf(leaf, Objects(depth - 1));
        return from values in Gen.ArrayOf(Gen.OneOf(value, Gen.Constant<string>("")), 3)
               select "{" + string.Join(',', values.Zip("abc").Where(static pair => pair.First.Length > 0).Select(static pair => $"\"{pair.Second}\":{pair.First}")) + "}";
    }

    private static string Merged(string target, string patch) => Json(Tree(target).MergedWith(Tree(patch)));

    private static MappingNode Tree(string json) => (MappingNode)JsonReader.Read(json, Place, [])!;

    private static string Json(ConfigNode node) => node switch
    {
        MappingNode mapping => "{" + string.Join(',', mapping.Entries.Select(static entry => $"\"{entry.Key}\":{Json(entry.Value)}")) + "}",
        SequenceNode list => "[" + string.Join(',', list.Items.Select(Json)) + "]",
        ScalarNode { IsPlain: true } scalar => scalar.Text,
        ScalarNode scalar => JsonSerializer.Serialize(scalar.Text),
        _ => throw new InvalidOperationException(),
    };
}
