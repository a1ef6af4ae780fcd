#!/bin/sh
# Adds up the counters of test results on stdin and prints "N passed, N failed". The argument is the exit status of the tests.
# Fails when one failed, when none ran, and when the tests' own status says so though no counter does.
awk -v status="$1" '
    function count(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
    }
    {
        passed += count("passed")
        failed += count("failed") + count("error") + count("timeout") + count("aborted")
    }
    END {
        if (status != 0 && failed == 0) {
            print "The test run itself failed (exit status " status ")." > "/dev/stderr"
            failed = 1
        }
        if (passed + failed == 0) {
            print "No test ran." > "/dev/stderr"
        }
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }'
