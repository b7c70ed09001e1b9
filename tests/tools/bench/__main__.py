"""Measures the rows, prints the table, and writes the page if everything was measured as it should be."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tools.bench.inputs import FULL, QUICK, Inputs
from tests.tools.bench.page import PAGE, machine, page
from tests.tools.bench.rows import ROWS, Programs, steps_of
from tests.tools.bench.running import Bench
from tests.tools.bench.table import results, text_table

_BUILD = Path(__file__).resolve().parents[3] / "build"
#: How long a quick run takes, in seconds; making the texts takes the rest of two minutes.
_QUICK = 100.0
#: The least rounds whose table is written to the page.
_ROUNDS = 5


def main() -> None:
    """Measures what the command line asks for."""
    arguments = _parser().parse_args()
    keys = arguments.rows.split(",") if arguments.rows else [row.key for row in ROWS]
    rows = tuple(row for row in ROWS if row.key in keys)
    if unknown := set(keys) - {row.key for row in rows}:
        sys.exit(
            f"no such rows: {', '.join(sorted(unknown))}; there are {', '.join(row.key for row in ROWS)}"
        )
    programs = _programs()
    said = machine(programs)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Inputs(Path(folder) / "inputs", QUICK if arguments.quick else FULL, arguments.corpus)
        bench = Bench(
            Path(folder),
            _BUILD / "bench-tables",
            programs,
            inputs,
            lambda line: sys.stderr.write(f"{line}\n"),
        )
        readings = bench.measure(
            steps_of(rows), arguments.rounds, _QUICK if arguments.quick else float("inf")
        )
        outcomes = results(rows, readings, inputs.large.stat().st_size / 1e6)
    sys.stdout.write(f"\n{text_table(outcomes)}\n{said}; {readings.rounds} rounds\n")
    if not (arguments.quick or arguments.corpus or arguments.rows) and readings.rounds >= _ROUNDS:
        PAGE.write_text(page(outcomes, readings.rounds, said), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="smaller texts, and as many rounds as fit in two minutes"
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how many rounds")
    parser.add_argument("--rows", default="", help="only these rows, with commas between")
    parser.add_argument("--corpus", type=Path, help="a folder of pages to make the texts from")
    return parser


def _programs() -> Programs:
    """What is installed here."""
    autocorrect = _BUILD / "autocorrect" / "node_modules" / ".bin" / "autocorrect"
    opencc = _BUILD / "opencc" / "bin" / "python"
    return Programs(
        seedlint=Path(sys.executable).with_name("seedlint"),
        python=Path(sys.executable),
        autocorrect=autocorrect if _runs(autocorrect, "--version") else None,
        opencc=opencc if _runs(opencc, "-c", "import opencc") else None,
    )


def _runs(program: Path, *arguments: str) -> bool:
    try:
        return subprocess.run([program, *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
