"""The tables: for a terminal and for docs/performance.md they are the same Markdown."""

import os
import pathlib
import platform


def machine():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} processors ({model}), {memory:.0f} GiB, Linux {platform.release()}, load {os.getloadavg()[0]:.1f} at the start"


def ours_beside(result, results):
    """What unfazed took for the same: "prek, hygiene" is compared with "unfazed, hygiene"."""
    name = ", ".join(["unfazed", *result.contender.name.split(", ")[1:]])
    return next((other for other in results if other.contender.name == name), None)


def table(work, results):
    lines = [f"**({work.key})** {work.title}", "", "| | median ms | least ms | unfazed's share | peak MiB |", "|---|---:|---:|---:|---:|"]
    for result in results:
        ours = ours_beside(result, results)
        ratio = "" if ours is None or ours is result else f"{ours.median / result.median:.2f}"
        lines.append(f"| {result.contender.name} | {result.median:.1f} | {min(result.times):.1f} | {ratio} | {result.peak:.0f} |")
    return "\n".join(lines) + "\n"


def write(path, key, text):
    """Writes a page anew between its two marks, as in docs/performance.md; a file without them holds the text alone."""
    begin, end = f"<!-- {key}: written by bench/peers from here -->", f"<!-- {key}: to here -->"
    page = path.read_text() if path.exists() else ""
    if begin in page and end in page:
        text = page[:page.index(begin)] + begin + "\n" + text.rstrip() + "\n" + page[page.index(end):]
    path.write_text(text)
