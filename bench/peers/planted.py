"""Files with one flaw each, for the rules that real packages do not break; and some that look flawed and are not."""

import os

# In pieces: this file is looked at by these rules itself.
KEY = "-----BEGIN RSA " + "PRIVATE KEY-----\nq3Vt8LkZ0mXw7RbYc5NfH2sDgJ9aPuE4TiWoKxQ6yCzBnM1vFhSrUlGdIeAjOp7k\n-----END RSA " + "PRIVATE KEY-----\n"
OURS, BASE, THEIRS = "<" * 7 + " HEAD", "=" * 7, ">" * 7 + " other"

TEXTS = {
    "conflict.txt": f"{OURS}\na\n{BASE}\nb\n{THEIRS}\n",
    "heading.md": f"A heading\n{BASE}\n",
    "conflict-crlf.txt": f"{OURS}\r\na\r\n{BASE}\r\nb\r\n{THEIRS}\r\n",
    "broken.json": '{"a": 1,}\n',
    "twice.json": '{"a": 1, "a": 2}\n',
    "empty.json": "",
    "nan.json": '{"a": NaN}\n',
    "broken.yaml": "a: [1\n",
    "twice.yaml": "a: 1\na: 2\n",
    "documents.yaml": "a: 1\n---\nb: 2\n",
    "tagged.yaml": "a: !custom 1\n",
    "unknown-alias.yaml": "a: *nowhere\n",
    "broken.toml": "a = \n",
    "twice.toml": "a = 1\na = 2\n",
    "broken.xml": "<a><b></a>\n",
    "whole.xml": '<?xml version="1.0"?>\n<a><b/></a>\n',
    "entity.xml": '<!DOCTYPE a [<!ENTITY e "x">]>\n<a>&e;</a>\n',
    "key.pem": KEY,
    "mark.txt": "\ufeffmarked\n",
    "mixed.txt": "a\r\nb\nc\n",
    "carriage-returns.txt": "a\rb\rc\r",
    "spaces.txt": "a \nb\n",
    "tab.txt": "a\t\nb\n",
    "form-feed.txt": "a\f\nb\n",
    "break.md": "a  \nb\n",
    "unterminated.txt": "a",
    "many-ends.txt": "a\n\n\n",
    "only-newlines.txt": "\n\n",
    "no-shebang.sh": "echo a\n",
    "shebang.sh": "#!/bin/sh\necho a\n",
    "Case.txt": "a\n",
    "case.txt": "a\n",
    "template.yaml": "a: {{ .Values.a }}\n",
}
EXECUTABLE = ("no-shebang.sh",)


def plant(folder):
    place = folder / "planted"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / name).write_bytes(text.encode())
    for name in EXECUTABLE:
        (place / name).chmod(0o755)
    (place / "large.txt").write_text("a large file\n" * 50_000)
    os.symlink("nowhere", place / "broken-link")
    os.symlink("heading.md", place / "link")
