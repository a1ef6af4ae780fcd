#!/bin/sh
# Dies as a program with a wild pointer would.
echo "printing the labels"
kill -s SEGV "$$"
