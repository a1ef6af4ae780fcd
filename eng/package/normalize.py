"""Rewrites NuGet packages so that the same contents give the same bytes: entries in order, without times and without random identifiers.

usage: normalize.py PACKAGE…
"""
import re
import sys
import zipfile

RELATIONSHIP = re.compile(rb' Id="R[0-9A-F]+"')
EPOCH = (1980, 1, 1, 0, 0, 0)


def normalized(name: str, content: bytes) -> bytes:
    """The contents of an entry, without what NuGet draws at random."""
    numbers = iter(range(1, 100))
    return RELATIONSHIP.sub(lambda _: b' Id="R%d"' % next(numbers), content) if name == "_rels/.rels" else content


def rewrite(path: str) -> None:
    """Replaces the package by its normalized form."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in sorted(entries.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, normalized(name, content))


for each in sys.argv[1:]:
    rewrite(each)
