"""CPU time of `seedlint convert` against OpenCC's own converter, on eight megabytes of mixed text: `make speed`.

The official wheel would overwrite opencc-python-reimplemented, so it is given as the Python of another
environment. Absolute times mean little; the ratio within one run does.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from yaml import CSafeLoader, load

_CASES = Path(__file__).resolve().parents[1] / "fixtures" / "chinese.yaml"
_PAGE = Path(__file__).resolve().parents[2] / "seeds" / "clean" / "lectures-001-020.md"
_SIZE = 8_000_000
_ROUNDS = 5
_OFFICIAL = (
    "import sys, opencc; convert = opencc.OpenCC('s2tw').convert; "
    "sys.stdout.write(convert(open(sys.argv[1], encoding='utf-8').read()))"
)


def _mixed_text() -> str:
    """Blocks of lines in a fixed random order.

    As in the notes that models write, about 75 of 100 lines are Traditional and right, 18 Simplified, and the
    others have strays or broken words in them, which is rather more than a page has.
    """
    cases = load(_CASES.read_text(encoding="utf-8"), Loader=CSafeLoader)
    right = [line for line in _PAGE.read_text(encoding="utf-8").split("\n") if line and "<" not in line]
    simplified = [case["text"] for case in cases if case["kind"] == "simplified"]
    others = [case["text"].replace("\n", " ") for case in cases if "expect" in case]
    order = random.Random(1)  # noqa: S311 - the same text every time
    parts: list[str] = []
    size = 0
    while size < _SIZE:
        (lines,) = order.choices((right, simplified, others), (75, 18, 7))
        parts += ("".join(order.sample(lines, 2)) for _ in range(10))
        parts.append("")
        size += sum(len(part.encode("utf-8")) + 1 for part in parts[-11:])
    return "\n".join(parts)


def _cpu(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(official: str) -> None:
    """Prints the median of each and of their ratio.

    Args:
        official: the Python of an environment that has the official `opencc`.
    """
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "mixed.md"
        page.write_text(_mixed_text(), encoding="utf-8")
        rounds = [
            (
                _cpu(sys.executable, "-m", "linter", "convert", str(page)),
                _cpu(official, "-c", _OFFICIAL, str(page)),
            )
            for _ in range(_ROUNDS)
        ]
    ours, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    sys.stdout.write(f"seedlint {ours:.2f} s, OpenCC {theirs:.2f} s: ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1])
