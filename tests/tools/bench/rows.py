"""The rows of the table, and the commands whose costs they compare."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.bench.inputs import Inputs

#: What `seedlint` exits with when it did its job: nothing found, or something.
_DONE = (0, 1)
#: Pages that occur several times are checked as often: otherwise, what was found in one is known of the others.
_ALL = "--no-cache"
#: Writes a text in Taiwan's characters, by the official OpenCC.
_OFFICIAL = (
    "import sys, opencc; convert = opencc.OpenCC('s2tw').convert; "
    "sys.stdout.write(convert(open(sys.argv[1], encoding='utf-8').read()))"
)


class Measure(Enum):
    """What a row compares: CPU seconds, wall seconds, or the peak of memory."""

    CPU = "CPU"
    WALL = "wall"
    MEMORY = "memory"


class MissingError(Exception):
    """What a command needs is not installed; the text says what."""


@dataclass(frozen=True, slots=True)
class Programs:
    """What is started: seedlint, its Python, and the peers, which may not be there."""

    seedlint: Path
    python: Path
    autocorrect: Path | None = None
    opencc: Path | None = None

    def lint(self, path: Path) -> list[str]:
        """AutoCorrect over a file or a folder, in the format that takes it least time.

        Raises:
            MissingError: it is not installed.
        """
        if self.autocorrect is None:
            raise MissingError("AutoCorrect is not installed")
        return [str(self.autocorrect), "--lint", "--format", "json", str(path)]

    def official(self, path: Path) -> list[str]:
        """The official OpenCC, which writes a file in Taiwan's characters.

        Raises:
            MissingError: it is not installed.
        """
        if self.opencc is None:
            raise MissingError("the official OpenCC is not installed")
        return [str(self.opencc), "-c", _OFFICIAL, str(path)]


@dataclass(frozen=True, slots=True)
class Step:
    """A command that each round runs once or some times in a row.

    `follows` names a step that runs right before it and leaves it its cache; otherwise the cache has the tables,
    but nothing about any text. `before` prepares the files of each run.
    """

    command: Callable[[Programs, Inputs], list[str]]
    follows: str | None = None
    times: int = 1
    statuses: tuple[int, ...] = _DONE
    before: Callable[[Inputs, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the step that counts, what it is divided by, the goals, and what it is good for.

    A row of memory is divided by the megabytes of its text, not by another step, whose memory is taken off.
    """

    key: str
    title: str
    top: str
    bottom: str
    must: float
    aim: float
    means: str
    measure: Measure = field(default=Measure.CPU)


def _check(name: str, *options: str) -> Callable[[Programs, Inputs], list[str]]:
    return lambda programs, inputs: [str(programs.seedlint), "check", *options, str(getattr(inputs, name))]


def _change_one(inputs: Inputs, run: int) -> None:
    path = min(inputs.many.iterdir())
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n第 {run} 次修訂。\n")


def _copied(inputs: Inputs) -> Path:
    return inputs.pages.with_name("copied")


def _copy(inputs: Inputs, _: int) -> None:
    shutil.rmtree(_copied(inputs), ignore_errors=True)
    shutil.copytree(inputs.pages, _copied(inputs))


#: In the order in which a round runs them, so that what is compared runs next to each other.
STEPS = {
    "bare": Step(lambda programs, _: [str(programs.python), "-c", "pass"], times=9),
    "three": Step(_check("three_lines"), times=3),
    "seed": Step(_check("seed")),
    "seed-again": Step(_check("seed"), follows="seed", times=5),
    "seed-peer": Step(lambda programs, inputs: programs.lint(inputs.seed), times=3),
    "channel": Step(_check("channel", _ALL)),
    "channel-peer": Step(lambda programs, inputs: programs.lint(inputs.channel)),
    "mixed": Step(_check("mixed")),
    "mixed-peer": Step(lambda programs, inputs: programs.lint(inputs.mixed)),
    "large": Step(_check("large")),
    "convert": Step(
        lambda programs, inputs: [str(programs.seedlint), "convert", str(inputs.mixed_text)], statuses=(0,)
    ),
    "convert-peer": Step(lambda programs, inputs: programs.official(inputs.mixed_text), statuses=(0,)),
    "pages": Step(_check("pages")),
    "fix": Step(lambda programs, inputs: [str(programs.seedlint), "fix", str(_copied(inputs))], before=_copy),
    "many": Step(_check("many")),
    "many-again": Step(_check("many"), follows="many"),
    "one-changed": Step(_check("many"), follows="many-again", before=_change_one),
    "lines": Step(_check("lines")),
    "line": Step(_check("line")),
    "full-pages": Step(_check("full_pages")),
    "long-line": Step(_check("long_line")),
    "own-rules": Step(_check("pages")),
    "all-rules": Step(
        lambda programs, inputs: [*_check("pages")(programs, inputs), "--rules", str(inputs.rules)]
    ),
    "one-job": Step(_check("jobs", _ALL, "--jobs", "1")),
    "two-jobs": Step(_check("jobs", _ALL, "--jobs", "2")),
}

ROWS = (
    Row(
        "warm",
        "unchanged page, checked again / bare Python",
        "seed-again",
        "bare",
        1.5,
        1.0,
        "What a hook costs when nothing changed: the second check of a page of fifty kilobytes, divided by "
        "`python -c pass`.",
    ),
    Row(
        "many",
        "1,000 unchanged files, second run / first run",
        "many-again",
        "many",
        0.02,
        0.005,
        "What a gate costs when nothing changed: a folder of a thousand files is checked twice.",
    ),
    Row(
        "one-changed",
        "one of 1,000 files changed / first run",
        "one-changed",
        "many",
        0.03,
        0.01,
        "What a commit costs in a large folder: the same after a line was added to one file.",
    ),
    Row(
        "three-lines",
        "3 lines, cold / bare Python",
        "three",
        "bare",
        6,
        4,
        "What starting costs: the first check of a page of three lines.",
    ),
    Row(
        "seed",
        "cold page / AutoCorrect",
        "seed",
        "seed-peer",
        2,
        1.2,
        "The first check of a page of fifty kilobytes, divided by AutoCorrect's `--lint --format json`.",
    ),
    Row(
        "channel",
        "a channel as 40 files / AutoCorrect",
        "channel",
        "channel-peer",
        3,
        1.5,
        "The first check of 8.4 MB, mostly Traditional, in forty files.",
    ),
    Row(
        "simplified",
        "8 MB, two thirds Simplified / AutoCorrect",
        "mixed",
        "mixed-peer",
        4,
        1.5,
        "The same amount in twelve files, two thirds of whose pages are Simplified, so that most lines have findings.",
    ),
    Row(
        "convert",
        "convert 8 MB of mixed text / official OpenCC",
        "convert",
        "convert-peer",
        1.5,
        1.0,
        "`seedlint convert` of 8.4 MB, of whose lines, in pages as people have them, 18 of 100 are Simplified and 7 have defects, "
        "divided by OpenCC's own converter with `s2tw`.",
    ),
    Row(
        "fix",
        "fix / check, the same text",
        "fix",
        "pages",
        1.3,
        1.1,
        "What fixing costs besides finding: `fix` and `check` of eight pages, 1.7 MB.",
    ),
    Row(
        "memory",
        "MiB per MB above bare Python, one file of 8 MB",
        "large",
        "bare",
        12,
        6,
        "The peak of the memory of a check of one file, less that of `python -c pass`, divided by the file's megabytes.",
        Measure.MEMORY,
    ),
    Row(
        "line",
        "300 kB of findings in one line / in lines",
        "line",
        "lines",
        1.2,
        1.0,
        "Whether a long line costs more than the same text in lines; each sentence has a finding.",
    ),
    Row(
        "long-line",
        "8.4 MB of findings in one line / in pages",
        "long-line",
        "full-pages",
        1.2,
        1.0,
        "The same with a line of 8.4 MB, against pages of 200 kB.",
    ),
    Row(
        "rules",
        "1,000 pattern rules / 46 rules, the same text",
        "all-rules",
        "own-rules",
        3,
        1.3,
        "What a large pack costs: the rules that run by default, with and without 954 rules of the kind `pattern` "
        "whose words do not occur in the text, over 1.7 MB.",
    ),
    Row(
        "jobs",
        "two jobs / one, wall, 80 MB",
        "two-jobs",
        "one-job",
        0.65,
        0.55,
        "What a second process saves in time of day; it says something only on a quiet machine.",
        Measure.WALL,
    ),
)


def steps_of(rows: tuple[Row, ...]) -> dict[str, Step]:
    """The steps that the rows need, in the order in which a round runs them."""
    needed = {name for row in rows for name in (row.top, row.bottom)}
    for name in reversed(STEPS):
        follows = STEPS[name].follows
        if name in needed and follows is not None:
            needed.add(follows)
    return {name: step for name, step in STEPS.items() if name in needed}
