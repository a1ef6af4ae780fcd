using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Integrations.Agents;

namespace Unfazed.Integrations.Tests.Agents;

public class ToolArgumentsTests
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["agent"] = "coder",
        ["task"] = "mend {agent}",
        ["dimension"] = "lint",
        ["tier"] = "blocker",
        ["root"] = "/r",
    };

    [Fact]
    public void What_stands_in_a_value_is_text_whatever_it_looks_like()
    {
        var (arguments, mistake) = Make("""{"type":"object"}""", ("task", "{agent}: {task}"));
        Assert.Null(mistake);
        Assert.Equal("coder: mend {agent}", arguments["task"].GetString());
    }

    [Theory]
    [InlineData("integer", "3", "3")]
    [InlineData("number", "0.5", "0.5")]
    [InlineData("boolean", "true", "true")]
    [InlineData("array", "[\"a\"]", "[\"a\"]")]
    [InlineData("object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("string", "3", "\"3\"")]
    public void A_text_becomes_what_the_schema_asks_for(string type, string text, string json)
    {
        var (arguments, mistake) = Make("{\"properties\":{\"x\":{\"type\":\"" + type + "\"}}}", ("x", text));
        Assert.Null(mistake);
        Assert.Equal(json, arguments["x"].GetRawText());
    }

    [Theory]
    [InlineData("""{"required":["x","prompt"]}""", "the tool asks for 'prompt', which agents.arguments does not give")]
    [InlineData("""{"properties":{"y":{}},"additionalProperties":false}""", "the tool takes no 'x', but 'y': change agents.arguments")]
    [InlineData("""{"additionalProperties":false}""", "the tool takes no 'x', but nothing: change agents.arguments")]
    [InlineData("""{"properties":{"x":{"type":"integer"}}}""", "the tool's 'x' is 'integer': change agents.arguments")]
    [InlineData("""{"properties":{"x":{"type":["boolean","null"]}}}""", "the tool's 'x' is 'boolean' or 'null': change agents.arguments")]
    [InlineData("""{"properties":{"x":{"enum":["tester","coder"]}}}""", "the tool's 'x' is one of 'tester', 'coder', not 'text': change agents.arguments")]
    [InlineData("""{"properties":{"x":{"type":"string","maxLength":3}}}""", "the tool's 'x' takes at most 3 characters, and this is 4: change agents.arguments")]
    [InlineData("""{"properties":{"x":{"type":"string","minLength":5}}}""", "the tool's 'x' takes at least 5 characters: change agents.arguments")]
    public void What_does_not_fit_is_said_and_names_the_key(string schema, string expected) => Assert.Equal(expected, Make(schema, ("x", "text")).Mistake);

    [Theory]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("""{"properties":[1],"required":"x","additionalProperties":{"type":"string"}}""")]
    [InlineData("""{"properties":{"x":{"type":7,"enum":{},"maxLength":"long"}}}""")]
    [InlineData("""{"properties":{"x":{"$ref":"#/definitions/x"}},"anyOf":[{}]}""")]
    public void A_schema_that_says_nothing_understood_refuses_nothing(string schema) => Assert.Null(Make(schema, ("x", "text")).Mistake);

    [Fact]
    public void Any_text_is_carried_as_it_is()
    {
        var any = ArbMap.Default.ArbFor<NonNull<string>>();
        Prop.ForAll(any, text =>
        {
            var whole = new string([.. text.Get.Where(static unit => !char.IsSurrogate(unit) && unit != '{')]);
            return Make("""{"properties":{"x":{"type":"string"}}}""", ("x", whole)).Arguments["x"].GetString() == whole;
        }).QuickCheckThrowOnFailure();
    }

    private static (ImmutableDictionary<string, JsonElement> Arguments, string? Mistake) Make(string schema, params (string Name, string Text)[] mapping)
    {
        using var document = JsonDocument.Parse(schema);
        return ToolArguments.Make(mapping.ToImmutableDictionary(static pair => pair.Name, static pair => pair.Text), Values, document.RootElement);
    }
}
