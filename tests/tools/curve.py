"""Time and memory of hostile files of growing size: `python -m tests.tools.curve [MEGABYTES …] [-- NAME …]`.

Prints for each kind of file what a check, and for some a fix, takes. What grows linearly keeps its seconds and its
megabytes for each megabyte, but for what every run takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1.0, 5.0, 20.0, 50.0)
#: What is repeated until a file is as large as asked for. `{n}` counts.
KINDS = {
    "pages": (
        "<details>\n<summary>{n}. [2024-01-02] 第{n}講</summary>\n\n# 第{n}講\n\n"
        "注意力機制，第 {n} 節談 word{n}。\n\n</details>\n\n"
    ),
    "defects": "第 {n} 節：在.rl中避免幹擾，依賴於_sampling_ 的數據。\n",
    "one line": "注意力機制在 word{n} 之後，並說明如何訓練模型。",
    "tiny records": "<details><summary>{n}. 甲</summary></details>\n",
    "nested tags": "<b>",
    "nested records": "<details>\n",
    "fences": "```\n甲{n}\n\n",
    "comments": "<!-- 甲{n}\n\n",
    "brackets": "[",
    "stars": "*甲 ",
    "newlines": "\n",
    "combining": "\u0301",
    "right to left": "\u200f\u202eשלום{n}\n",
    "astral": "𠮷😀",
}
#: What the system counts memory in: bytes, or kilobytes.
_TO_MEGABYTES = 1e6 if sys.platform == "darwin" else 1024
FIXED = ("pages", "defects", "nested tags", "brackets")


def content(kind: str, size: int) -> bytes:
    """A file of a kind, of so many bytes or a few more."""
    pattern, parts, length, n = KINDS[kind], list[bytes](), 0, 0
    step = max(1, 10_000 // len(pattern.encode()))
    while length < size:
        part = "".join(pattern.replace("{n}", str(n + k)) for k in range(step)).encode()
        parts.append(part)
        length += len(part)
        n += step
    return b"".join(parts)


def measure(command: str, path: Path) -> tuple[float, float, int]:
    """CPU seconds, the most megabytes, and the exit status of a run over one file."""
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(
            [sys.executable, "-m", "linter", command, "--isolated", path],
            stdout=nowhere,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
    assert process.returncode in (0, 1, 2), said
    assert "mistake of ours" not in said, said
    return (
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss
        / (1 if sys.platform == "darwin" else 1024)
        / (1e6 if sys.platform == "darwin" else 1),
        process.returncode,
    )


def main() -> None:
    """Measures what the command line names."""
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    sizes = [float(each) for each in sys.argv[1:at]] or SIZES
    kinds = sys.argv[at + 1 :] or list(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        for kind in kinds:
            for command in ("check", "fix") if kind in FIXED else ("check",):
                line = [f"{kind:15} {command:5}"]
                for size in sizes:
                    path.write_bytes(content(kind, int(size * 1e6)))
                    started = time.monotonic()
                    seconds, memory, status = measure(command, path)
                    line.append(f"{size:g} MB: {seconds:.1f} s, {memory:.0f} MB ({status})")
                    if time.monotonic() - started > 3600:
                        break
                sys.stdout.write("  ".join(line) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
