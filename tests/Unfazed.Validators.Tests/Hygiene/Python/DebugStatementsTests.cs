using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Python;

public sealed class DebugStatementsTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("x = 1\nbreakpoint()\n", 2, 1)]
    [InlineData("if x: breakpoint ()\n", 1, 7)]
    [InlineData("f(breakpoint())\n", 1, 3)]
    [InlineData("s = 'it''s'; breakpoint()\n", 1, 14)]
    [InlineData("x = \"\"\"\n\"\"\"\npdb.set_trace()\n", 3, 1)]
    [InlineData("set_trace()\n", 1, 1)]
    [InlineData("pydevd_pycharm.settrace('h')\n", 1, 1)]
    [InlineData("x = f\"{breakpoint()}\"\n", 1, 8)]
    [InlineData("x = rf'''{{}} {1:{breakpoint()}}'''\n", 1, 19)]
    [InlineData("x = f'{f\"{set_trace()}\"}'\n", 1, 11)]
    [InlineData("match x:\n    case A() if breakpoint(): pass\n", 2, 17)]
    [InlineData("match x:\n    case A(): breakpoint()\n", 2, 15)]
    [InlineData("case(breakpoint())\n", 1, 6)]
    public async Task A_call_that_stops_the_program_is_an_error_where_it_begins(string text, int line, int column)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", text)).Findings);
        Assert.Equal(("debug-statements", Severity.Error, line, column), (finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("import pdb\n", 1, 8)]
    [InlineData("import os, ipdb as i\n", 1, 12)]
    [InlineData("x = 1; from pudb import a\n", 1, 13)]
    [InlineData("try: import q\nexcept E: pass\n", 1, 13)]
    [InlineData("import \\\n  rpdb\n", 2, 3)]
    public async Task The_import_of_a_debugger_is_a_note(string text, int line, int column)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", text)).Findings);
        Assert.Equal(("debug-statements", Severity.Note, line, column), (finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_line_that_everybody_types_is_both() =>
        Assert.Equal(
            [Severity.Note, Severity.Error],
            (await Examinations.HygieneOf("a.py", "import pdb; pdb.set_trace()\n")).Findings.Select(finding => finding.Severity).Order());

    [Theory(Timeout = 120_000)]
    [InlineData("import pdb as p; p.set_trace()\n", "pdb.set_trace() stops the program in a debugger")]
    [InlineData("import os, ipdb as i\ni.set_trace()\n", "ipdb.set_trace() stops the program in a debugger")]
    [InlineData("from pdb import (Pdb, set_trace as st)\nst()\n", "pdb.set_trace() stops the program in a debugger")]
    public async Task A_call_under_an_imported_name_is_an_error(string text, string message) =>
        Assert.Equal(message, Assert.Single((await Examinations.HygieneOf("a.py", text)).Findings, static finding => finding.Severity == Severity.Error).Message);

    [Theory(Timeout = 120_000)]
    [InlineData("#!/usr/bin/env python3\nbreakpoint()\n", 1)]
    [InlineData("#!/usr/bin/python3 -u\nbreakpoint()\n", 1)]
    [InlineData("#!/bin/sh\nbreakpoint()\n", 0)]
    public async Task A_script_without_a_suffix_is_Python_when_its_first_line_says_so(string text, int count) =>
        Assert.Equal(count, (await Examinations.HygieneOf("bin/tool", text)).Findings.Count(static finding => finding.Rule == "debug-statements"));

    [Theory(Timeout = 120_000)]
    [InlineData("match x:\n    case breakpoint(): pass\n")]
    [InlineData("match x:\n    case [breakpoint(), set_trace()]: pass\n")]
    [InlineData("x = f'{{breakpoint()}}'\n")]
    [InlineData("import pdb_x as p; p.set_trace()\n")]
    [InlineData("# breakpoint()\n")]
    [InlineData("x = 'breakpoint()'\n")]
    [InlineData("\"\"\"\nimport pdb\nbreakpoint()\n\"\"\"\n")]
    [InlineData("r'\\'; breakpoint()'\n")]
    [InlineData("f\"{x} breakpoint()\"\n")]
    [InlineData("self.breakpoint()\n")]
    [InlineData("def breakpoint(): pass\n")]
    [InlineData("breakpoint = 1\n")]
    [InlineData("my.set_trace()\n")]
    [InlineData("import pdb.x\n")]
    [InlineData("from .pdb import x\n")]
    [InlineData("import mypdb, pdb_x\n")]
    [InlineData("from x import pdb\n")]
    [InlineData("x = {'a': 1, 'import pdb': 2}\n")]
    public async Task What_only_resembles_one_is_no_finding(string text) =>
        Assert.Empty((await Examinations.HygieneOf("a.py", text)).Findings);

    [Fact(Timeout = 120_000)]
    public async Task Other_languages_are_not_looked_at() => Assert.Empty((await Examinations.HygieneOf("a.rb", "breakpoint()\n")).Findings);

    [Fact(Timeout = 120_000)]
    public async Task Thousands_of_debuggers_in_one_import_take_linear_time() =>
        Assert.Equal(100_000, (await Examinations.HygieneOf("a.py", $"import {string.Join(',', Enumerable.Repeat("pdb", 100_000))}\n")).Findings.Count(static finding => finding.Rule == "debug-statements"));

    [Fact(Timeout = 120_000)]
    public async Task Statements_that_begin_like_a_case_take_linear_time() =>
        Assert.Empty((await Examinations.HygieneOf("a.py", $"pdb = 1\n{string.Concat(Enumerable.Repeat("case (a; ", 200_000))}\n")).Findings.Where(static finding => finding.Rule == "debug-statements"));
}
