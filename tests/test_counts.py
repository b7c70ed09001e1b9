"""What a run does is limited by counts, which are the same on every machine; `make bench` measures seconds.

A limit is what was counted when it was written, and a tenth more. Lower it after the work that allows it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.jobs.check import check_document
from linter.kinds import Options
from linter.packs import load_packs
from linter.packs.load import select_rules
from tests.conftest import BIN, ROOT, SEEDS
from tests.tools.bench.inputs import Inputs, Sizes
from tests.tools.bench.texts import full_of_defects, up_to
from tests.tools.counting import Counts

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

PAGE = SEEDS / "clean" / "lectures-001-020.md"
#: Modules that take long to import, or whose import means that something is done that takes long.
DICTIONARIES = frozenset(("eld", "jieba", "jieba_hant", "opencc", "opencc_purepy", "rensa", "spellchecker"))
READERS = frozenset(("jsonschema", "markdown_it", "packaging", "pathspec", "pyarrow", "rich", "xml.etree"))
SYSTEM = frozenset(("asyncio", "concurrent.futures", "http", "logging", "multiprocessing", "sqlite3", "ssl"))
HEAVY = DICTIONARIES | READERS | SYSTEM
#: What parses command lines that are not plain, and packs that are new.
PARSERS = frozenset(("pydantic", "typer", "yaml"))
#: What defines classes and reads signatures in ten times the time that ours takes.
DEFINING = frozenset(("dataclasses", "inspect"))
#: What a check imports besides, and a shorter way in would not.
RULES = frozenset(("linter.kinds", "linter.packs", "pydantic", "regex", "yaml"))
OUTPUTS = frozenset(
    ("linter.fixing.fixer", "linter.jobs.export", "linter.reporters.json", "linter.reporters.sarif")
)


@dataclass(frozen=True)
class Budget:
    """The most modules that a command may try to import, and those that it must not import."""

    arguments: tuple[str, ...]
    most: int
    absent: frozenset[str] = field(default=HEAVY | OUTPUTS)


BUDGETS = {
    "version": Budget(("--version",), 220, HEAVY | OUTPUTS | RULES | {"html", "json", "hashlib"}),
    "check an empty folder": Budget(
        ("check", "--isolated", "{empty}"), 215, HEAVY | OUTPUTS | PARSERS | DEFINING | {"regex"}
    ),
    "check three lines": Budget(
        ("check", "--isolated", "{three}"), 365, HEAVY | OUTPUTS | PARSERS | DEFINING
    ),
    "check a page": Budget(
        ("check", "--isolated", "{page}"), 395, (HEAVY | OUTPUTS | PARSERS | DEFINING) - {"rensa"}
    ),
    "convert three lines": Budget(("convert", "{three}"), 225, HEAVY | OUTPUTS | RULES | DEFINING),
    "fix three lines": Budget(
        ("fix", "--isolated", "{three}"),
        390,
        (HEAVY | OUTPUTS | PARSERS | DEFINING) - {"linter.fixing.fixer"},
    ),
}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_command_imports_no_more_than_this(name: str, tmp_path: Path) -> None:
    budget = BUDGETS[name]
    paths = {each: str(tmp_path / f"{each}.md") for each in ("three", "page")} | {
        "empty": str(tmp_path / "empty")
    }
    (tmp_path / "empty").mkdir()
    for word in (
        "例子",
        "習題",
    ):  # what the first run keeps, the second need not make; but it is about another text
        (tmp_path / "three.md").write_text(f"# 第一講\n\n先看定義，再看{word}。\n", encoding="utf-8")
        (tmp_path / "page.md").write_text(f"{PAGE.read_text(encoding='utf-8')}\n{word}\n", encoding="utf-8")
        imported = imports([each.format_map(paths) for each in budget.arguments])
    assert "linter" in imported
    assert not sorted(budget.absent & imported)
    assert len(imported) <= budget.most


def imports(arguments: list[str]) -> set[str]:
    """What Python says that it imports, or tries to, for the script that people start."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", BIN / "seedlint", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split("|") for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {name.strip() for *_, name in lines[1:]}


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Counts, Counts]:
    """The counts of a page and of one of four times its size."""
    folder = tmp_path_factory.mktemp("counts")
    first, small, *others = sorted(Inputs(folder, Sizes(20_000, 0, 0, 0, 0)).pages.iterdir())
    large = folder / "large.md"
    large.write_text("\n".join(page.read_text(encoding="utf-8") for page in others[:4]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.counting", first, small, large],
        env={**os.environ, "SEEDLINT_CACHE_DIR": str(cache), "PYTHONHASHSEED": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    _, one, four = (Counts(**json.loads(line)) for line in done.stdout.splitlines())
    return one, four


@pytest.mark.xdist_group("counts")
def test_everything_is_counted(counts: tuple[Counts, Counts]) -> None:
    for each in counts:
        assert each.seen > 0.9, "expressions are made in a way that tests.tools.counting does not wrap"
        assert each.findings > 20


@pytest.mark.xdist_group("counts")
def test_a_page_is_read_so_many_times(counts: tuple[Counts, Counts]) -> None:
    one, four = counts
    assert one.passes < 90
    assert four.passes < 1.1 * one.passes


@pytest.mark.xdist_group("counts")
def test_searches_of_a_page(counts: tuple[Counts, Counts]) -> None:
    one, four = counts
    assert one.searches < 780
    assert four.searches < 1.1 * one.searches


@pytest.mark.xdist_group("counts")
def test_memory_for_a_page(counts: tuple[Counts, Counts]) -> None:
    one, four = counts
    assert one.memory < 40
    assert four.memory < 1.1 * one.memory


def test_python_seldom_looks_for_garbage() -> None:
    code = (
        "import gc, os, sys; from linter.cli import run;"
        "os._exit = lambda status: print(status, gc.get_stats()[2]['collections'], file=sys.__stdout__);"
        f"sys.argv = ['seedlint', 'check', '--no-cache', {str(PAGE)!r}]; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 0"


def calls(text: str) -> int:
    """How many functions of Python are called to check a text."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    rules = select_rules(load_packs((), Options()), (), ())
    check_document(Document(text), rules)  # what the first check of a process computes for all
    document = Document(text)
    sys.setprofile(count)
    try:
        check_document(document, rules)
    finally:
        sys.setprofile(None)
    return counted


def test_a_long_line_takes_no_more_than_its_share() -> None:
    one, four = (calls("".join(up_to(full_of_defects(), size))) for size in (25_000, 100_000))
    assert four < 4.4 * one
