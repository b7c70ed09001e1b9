"""Time and memory of hostile files of growing size: `python -m tests.tools.curve [MEGABYTES …] [-- NAME …]`.

Prints for each kind of file what a check, and for some a fix, takes, and exits with 1 if anything grows faster than
the file does. `docs/limits.md` has what it printed once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (1.0, 10.0, 50.0)
#: What is repeated until a file is as large as asked for. `{n}` counts.
KINDS = {
    "pages": (
        "<details>\n<summary>{n}. [2024-01-02] 第{n}講</summary>\n\n# 第{n}講\n\n"
        "注意力機制，第 {n} 節談 word{n}。\n\n</details>\n\n"
    ),
    "defects": "第 {n} 節：在.rl中避免幹擾，依賴於_sampling_ 的數據。\n",
    "defects, one line": "第 {n} 節：在.rl中避免幹擾，依賴於_sampling_ 的數據。",
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
FIXED = ("pages", "defects", "defects, one line", "nested tags", "brackets")
#: What a megabyte of the largest file may cost, as many times as one of a file a tenth as large or larger.
ALLOWED = 2.0


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


def measure(command: str, path: Path) -> tuple[float, float]:
    """CPU seconds and the most megabytes of a run over one file."""
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
    # What is too much for a limit is said; nothing else goes wrong with any of these.
    limits = ("took too long", "more than", "did not finish", "nested more than")
    assert process.returncode in (0, 1) or any(each in said for each in limits), said
    assert "bug in seedlint" not in said, said
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _TO_MEGABYTES


def main() -> int:
    """Measures what the command line names; 1 if something grows faster than its file."""
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    sizes = [float(each) for each in sys.argv[1:at]] or SIZES
    kinds = sys.argv[at + 1 :] or list(KINDS)
    steep = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        for kind in kinds:
            for command in ("check", "fix") if kind in FIXED else ("check",):
                line, costs = [f"| {kind} | {command} |"], []
                for size in sizes:
                    path.write_bytes(content(kind, int(size * 1e6)))
                    seconds, memory = measure(command, path)
                    costs.append((seconds / size, memory / size))
                    line.append(f"{seconds:.1f} s, {memory:.0f} MB |")
                # Of a small file, the start is most of it.
                before = [each for size, each in zip(sizes, costs, strict=True) if size >= sizes[-1] / 10]
                if any(now > ALLOWED * then for now, then in zip(costs[-1], before[0], strict=True)):
                    line.append("STEEP")
                    steep = True
                sys.stdout.write(" ".join(line) + "\n")
                sys.stdout.flush()
    return int(steep)


if __name__ == "__main__":
    sys.exit(main())
