"""Text of the project's own, and text made from it."""

from __future__ import annotations

import functools
import itertools
import random
import re
import string
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from opencc import OpenCC
from yaml import CSafeLoader, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROOT = Path(__file__).resolve().parents[3]
_FIXTURES = _ROOT / "tests" / "fixtures"
_RECORD = re.compile(r"<details>\n.*?\n</details>\n", re.DOTALL)
#: A line of a record: its indent and marker, and the words, which are replaced.
WORDS = re.compile(r"^(?P<marker> *(?:[-*]|\d+\.) |)(?P<words>[^<#|>\s].*)$", re.MULTILINE)
_CLAUSE = re.compile(r"(?<![^，；。 \n])[^，；。：？\n*`|#<>$]{4,40}(?=[，；。\n])")
#: How often a record is Simplified, and a line has a defect, as in the notes that models write.
_SIMPLIFIED, _DEFECT = 0.1, 0.03


@functools.cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """The text in Simplified characters."""
    return str(_converter().convert(text))


@functools.cache
def own_pages() -> list[str]:
    """The project's pages."""
    return [path.read_text(encoding="utf-8") for path in sorted((_ROOT / "seeds").rglob("*.md"))]


@functools.cache
def _repaired() -> list[tuple[str, str]]:
    """Lines with a defect each, and what they become without it."""
    cases = load((_FIXTURES / "chinese.yaml").read_text(encoding="utf-8"), Loader=CSafeLoader)
    words = [
        (case["text"], case["expect"]) for case in cases if "expect" in case and "\n" not in case["text"]
    ]
    lines = (_FIXTURES / "repaired.tsv").read_text(encoding="utf-8").replace("- ", "").splitlines()
    marks = [(wrong, right) for wrong, _, right in (line.partition("\t") for line in lines)]
    return words + marks


def defects() -> list[str]:
    """Lines with a defect each."""
    return [wrong for wrong, _ in _repaired()]


def full_of_defects() -> Iterator[str]:
    """Sentences with a defect each, without end."""
    order = random.Random(3)  # noqa: S311 - the same text every time
    number = 0
    while True:
        for line in order.sample(defects(), len(defects())):
            number += 1
            yield f"第 {number} 節：{line.rstrip('。')}。"


def blocks_of(pages: list[str]) -> list[str]:
    """The records of pages, or their paragraphs if they have none."""
    records = [record for page in pages for record in _RECORD.findall(page)]
    return records or [block for page in pages for block in page.split("\n\n")]


def up_to(texts: Iterable[str], size: int) -> Iterator[str]:
    """The first texts that together are as large as asked for."""
    for text in texts:
        yield text
        size -= len(text.encode())
        if size <= 0:
            return


def cut(pages: list[str], size: int) -> list[str]:
    """The pages, each cut at a record if together they are too large."""
    total = sum(len(page.encode()) for page in pages)
    if total <= size * 1.1:
        return pages
    return ["\n".join(up_to(blocks_of([page]), len(page.encode()) * size // total)) for page in pages]


def generated_pages(count: int, size: int) -> list[str]:
    """Pages of records like those of the clean seeds, with clauses from these and from the tests."""
    clean = (_ROOT / "seeds" / "clean" / "lectures-001-020.md").read_text(encoding="utf-8")
    right = "。\n".join(right for _, right in _repaired())
    clauses = [each.strip(" -") for each in _CLAUSE.findall(f"{clean}\n{right}\n")]
    order = random.Random(4)  # noqa: S311 - the same text every time
    frames = _RECORD.findall(clean)
    records = (_record(order.choice(frames), clauses, order, number) for number in itertools.count(1))
    return ["\n".join(up_to(records, size)) for _ in range(count)]


def _record(frame: str, clauses: list[str], order: random.Random, number: int) -> str:
    """A record with a number, a video, a date and words of its own."""

    def words(line: re.Match[str]) -> str:
        if order.random() < _DEFECT:
            return line["marker"] + order.choice(defects())
        return line["marker"] + "，".join(order.sample(clauses, 3)) + "。"

    head, heading, body = re.split(r"^(# .*\n)", frame, maxsplit=1, flags=re.MULTILINE)
    video = "".join(order.choices(string.ascii_letters + string.digits, k=11))
    day = date(1990, 1, 1) + timedelta(days=number)
    head = re.sub(r"(?<=watch\?v=)[\w-]+|(?<=/vi/)[\w-]+", video, head)
    head = re.sub(r"<summary>\d+\. (?:\[.*?\])?", f"<summary>{number}. [{day}]", head)
    record = head + heading + WORDS.sub(words, body)
    return to_simplified(record) if order.random() < _SIMPLIFIED else record
