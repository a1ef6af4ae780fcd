using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Syntax;

public sealed class XmlReferenceTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("<a>x&nbsp;y</a>\n", 5)]
    [InlineData("<a t=\"&hellip;\"/>\n", 7)]
    [InlineData("<a>&#7;</a>\n", 4)]
    [InlineData("<a>&#0;</a>\n", 4)]
    [InlineData("<a>&#x1B;</a>\n", 4)]
    [InlineData("<a b='&#x8;'/>\n", 7)]
    [InlineData("<a>&#xFFFE;</a>\n", 4)]
    [InlineData("<a>&#xD800;</a>\n", 4)]
    [InlineData("<a>&#99999999999999999999;</a>\n", 15)]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;&c;</a>\n", 37)]
    [InlineData("<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 'x'><a>&c;</a>\n", 65)]
    public async Task A_reference_that_no_parser_accepts_is_an_error(string text, int column)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.xml", text)).Findings);
        Assert.Equal(("check-xml", Severity.Error, 1, column), (finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("<a b='&lt;&#x9;'>&amp;&gt;&quot;&apos;&#10;&#x10FFFF;&#0065;</a>\n")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://127.0.0.1:1/x.dtd\"><html>&nbsp;</html>\n")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p;]><a>&nbsp;</a>\n")]
    [InlineData("<!DOCTYPE a [<!-- ' --><!ENTITY b \"]>\"><?x ?>]><a>&b;</a>\n")]
    [InlineData("<a><!-- &nbsp; --><![CDATA[&nbsp;]]><?x &nbsp; ?></a>\n")]
    public async Task A_reference_that_is_declared_or_may_be_declared_elsewhere_is_no_finding(string text) =>
        Assert.Empty((await Examinations.HygieneOf("a.xml", text)).Findings);

    [Theory(Timeout = 120_000)]
    [InlineData("<?xml version='1.1' encoding='UTF-8'?><flow-definition/>\n")]
    [InlineData("<?xml version=\"1.10\"?>\n<a/>\n")]
    public async Task A_later_version_of_XML_is_read_as_the_first(string text) =>
        Assert.Empty((await Examinations.HygieneOf("config.xml", text)).Findings);

    [Fact(Timeout = 120_000)]
    public async Task A_second_generation_of_XML_is_an_error() =>
        Assert.Equal(Severity.Error, Assert.Single((await Examinations.HygieneOf("a.xml", "<?xml version='2.0'?><a/>\n")).Findings).Severity);

    [Fact(Timeout = 120_000)]
    public async Task An_encoding_that_is_declared_and_not_used_is_an_error()
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.xml", "<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>\n")).Findings);
        Assert.Equal(("check-xml", "not valid XML: its encoding is not the one that it declares"), (finding.Rule, finding.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task XML_in_UTF_16_that_declares_it_is_no_finding()
    {
        byte[] content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>\n")];
        Assert.Empty((await Examinations.HygieneOf("a.xml", content)).Findings);
    }
}
