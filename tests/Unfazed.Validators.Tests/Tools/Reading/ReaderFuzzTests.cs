using System.Diagnostics;
using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Coverage;
using Unfazed.Validators.Tools.Reading.Sarif;
using Unfazed.Validators.Tools.Reading.TestReports;
using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class ReaderFuzzTests
{
    private const int Rounds = 3000;
    private static readonly IOutputReader[] Readers =
        [new SarifReader(), new ExitCodeReader(), new CheckstyleReader(), new JunitReader(), new TrxReader(), new JestReader(), new CoberturaReader(), new LcovReader(), new GithubReader(), new GccReader(), new RegexReader(@"^(?<path>.*?):(?<line>\d+):(?<column>\d+): (?<severity>\w+) (?<message>.*)$"), .. ToolCatalog.All.Select(static tool => tool.Reader)];

    private static readonly string[] Samples =
    [
        """[{"code":"F401","end_location":{"column":10,"row":1},"filename":"/repo/a.py","location":{"column":0,"row":-1},"message":"m","message-id":"E1","path":"a.py","line":0,"column":-1,"RuleID":"r","File":"../x","StartLine":1,"filepath":"a","kind":"syntax-check"}]""",
        """{"diagnostics":[{"severity":"error","message":"m","category":"lint/style/useConst","location":{"path":"a.js","start":{"line":0,"column":1}},"code":"eslint(x)","filename":"../a.js","labels":[{"span":{"line":1,"column":0}}]}],"files":[{"path":"a.rb","offenses":[{"cop_name":"A/B","location":{"start_line":1,"last_column":2147483647}}]}],"generalDiagnostics":[{"file":"a.py","range":{"start":{"line":2147483647}}}],"Issues":[{"Pos":{"Filename":"a.go","Line":1}}]}""",
        "would reformat a.py\nerror: cannot format b.py: why\nERROR: /repo/c.py Imports are incorrectly sorted and/or formatted.\n/t/s.txt:1:2147483647: [X] m [Error/rule]\na.md:1:1 error MD018/x text\nvet: b.go:1:2: no\n",
        "a.c:1:2: warning: text [a-b,-c]\na.cs(1,2): error WHITESPACE: Fix. [.]\na.txt:1: teh ==> the\n --> a.rs:1:2\n[error] a.js: SyntaxError: x\n{\"reason\":\"compiler-message\",\"message\":{\"spans\":[{\"is_primary\":true,\"file_name\":\"a.rs\"}]}}\n",
        "./a.py:3:7: E501 line too long\n./b.py:0:1: E902 gone\n",
        "a.py:1:10:1:12: error: Incompatible types  [assignment]\na.py:2: note: See\nmypy: can't read file 'x.py': why\n",
        """{"errors": [{"filename": "./b.py", "reason": "syntax error"}], "results": [{"filename": "a.py", "issue_severity": "LOW", "issue_text": "t", "line_number": 1, "line_range": [1, 2], "col_offset": 0, "end_col_offset": 5, "more_info": "https://x", "test_id": "B1"}]}""",
        """{"comments": [{"file": "a.sh", "line": 2, "endLine": 2, "column": 6, "endColumn": 8, "level": "warning", "code": 2154, "message": "m"}]}""",
        """<?xml version="1.0"?><checkstyle><file name="../a.py"><error line="1" column="2" severity="info" message="m" source="S"/><exception>x</exception></file></checkstyle>""",
        """<testsuites><testsuite errors="1"><testcase classname="a" name="b" file="../x.py"><failure message="m">a.py:1: E</failure><skipped/></testcase></testsuite></testsuites>""",
        """<coverage lines-valid="2"><sources><source>..</source></sources><packages><class filename="../a"><line number="1" hits="1" condition-coverage="5% (1/2)"/></class></packages></coverage>""",
        "TN:\nSF:../a.js\nDA:1,1\nBRDA:2,0,0,-\nLF:2\nend_of_record\n",
        """{"snapshot": {}, "testResults": [{"name": "../a.js", "status": "failed", "assertionResults": [{"fullName": "n", "status": "failed", "failureMessages": ["E\n at (../a.js:1:2)"]}]}]}""",
        """<TestRun><UnitTestResult testName="n" outcome="Failed"><Message>m</Message><StackTrace>  at X in /repo/a.cs:line 3</StackTrace></UnitTestResult></TestRun>""",
        "::error file=../a.py,line=1,col=2,title=T (X)::m%0A\n::stop-commands::x\na.c:1:2: warning: m [-W]\n",
        """{"runs": [{"tool": {"driver": {"rules": [{"id": "R", "messageStrings": {"d": {"text": "{0}"}}}]}}, "originalUriBaseIds": {"A": {"uri": "x/", "uriBaseId": "A"}}, "artifacts": [{"location": {"uri": "a"}}], "results": [{"ruleIndex": 0, "message": {"id": "d", "arguments": ["\ud800"]}, "suppressions": [{"status": "accepted"}], "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a%zz.cs", "uriBaseId": "A"}, "region": {"startLine": 1, "endColumn": 2147483647}}}]}]}]}""",
    ];

    [Fact]
    public void No_output_breaks_a_reader_or_leads_out_of_the_repository()
    {
        var random = new Random(20261122);
        for (var round = 0; round < Rounds; round++)
        {
            var output = Output(Mutated(random), Mutated(random), random.Next(3));
            foreach (var reader in Readers)
            {
                Assert.All(reader.Read(output).Findings, static finding => Assert.True(
                    finding is { Path: null or [not '/', ..], Line: null or > 0, Column: null or > 0 } && finding.Path?.Split('/').Contains("..") != true, finding.ToString()));
            }
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData(":1:1: ")]
    [InlineData("x:1:1: E1 y\n")]
    [InlineData("\n")]
    [InlineData("[{\"")]
    public void Megabytes_of_the_same_take_linear_time(string piece)
    {
        var output = Output(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 2 * 1024 * 1024 / piece.Length))), [], 1);

        foreach (var reader in Readers)
        {
            var clock = Stopwatch.StartNew();
            _ = reader.Read(output);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40), $"{reader}: {clock.Elapsed}");
        }
    }

    private static byte[] Mutated(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Samples[random.Next(Samples.Length)]).ToList();
        for (var count = random.Next(8); count > 0 && bytes.Count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes[..Math.Min(random.Next(40), bytes.Count)]);
                    break;
                default:
                    bytes.Insert(at, (byte)"\"{}[]:,\n\\0-./"[random.Next(13)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static ToolOutput Output(byte[] output, byte[] error, int exitCode) => new(
        "t",
        new ProcessOutcome
        {
            End = ProcessEnd.Exited,
            ExitCode = exitCode,
            StandardOutput = new CapturedOutput(output, default, output.Length, true),
            StandardError = new CapturedOutput(error, default, error.Length, true),
        },
        new FindingPaths("/repo", "/repo/here"));
}
