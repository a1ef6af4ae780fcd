using System.Text;

namespace Unfazed.Validators.Tests.Fuzzing;

/// <summary>Outputs in every format that is read. Each reader is given mutants of all of them.</summary>
internal static class ReaderSamples
{
    private static readonly string[] Texts =
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

    public static byte[][] All { get; } = [.. Texts.Select(Encoding.UTF8.GetBytes)];
}
