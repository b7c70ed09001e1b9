"""The texts that the rows are measured on: from the project's own pages and test data, or from a folder of pages.

All are the same in every run. Text that is made from the project's pages mixes their clauses, because fifty
kilobytes that are only repeated would measure what seedlint remembers.
"""

from __future__ import annotations

import functools
import itertools
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.tools.bench.texts import (
    WORDS,
    blocks_of,
    cut,
    defects,
    full_of_defects,
    generated_pages,
    own_pages,
    to_simplified,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Most bytes of the page that stands for an ordinary file.
_SEED = 80_000
#: Bytes that one of many files has at least.
_MANY = 3_000
#: How often a line of the mixed text has a defect, or is Simplified.
_DEFECT, _SIMPLIFIED = 0.07, 0.18
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the texts are, in bytes.

    `page` is one of the eight pages of a channel, which has five copies of each; `most` is for what is measured on
    about eight megabytes, `line` for the shorter line, `many` a number of files, `jobs` for all files of the jobs.
    """

    page: int
    most: int
    line: int
    many: int
    jobs: int


FULL = Sizes(page=212_000, most=8_400_000, line=300_000, many=1_000, jobs=80_000_000)
#: Two minutes for all rows; starting takes more of these.
QUICK = Sizes(page=11_000, most=400_000, line=40_000, many=100, jobs=4_000_000)


class Inputs:
    """Texts below a folder; each is written when it is first asked for.

    Args:
        folder: where to write them.
        sizes: how large they are.
        corpus: a folder of pages to make them from; None for the project's own.
    """

    PAGES = 8
    COPIES = 5
    MIXED_FILES = 12
    OWN_RULES = 46
    ALL_RULES = 1_000

    def __init__(self, folder: Path, sizes: Sizes, corpus: Path | None = None) -> None:
        self._folder = folder
        self._sizes = sizes
        self._corpus = corpus

    @functools.cached_property
    def seed(self) -> Path:
        """A page as people commit it."""
        records: list[str] = []
        size = 0
        for record in blocks_of(self._given):
            size += len(record.encode())
            if size > _SEED and records:
                break
            records.append(record)
        return self._write("seed.md", "\n".join(records))

    @functools.cached_property
    def three_lines(self) -> Path:
        """A page of three lines."""
        return self._write("three.md", "# 第一講\n\n先看定義，再看例子。\n")

    @functools.cached_property
    def channel(self) -> Path:
        """The pages of a channel five times, as forty files."""
        return self._files("channel", self._pages * self.COPIES)

    @functools.cached_property
    def pages(self) -> Path:
        """The pages of a channel once."""
        return self._files("pages", self._pages)

    @functools.cached_property
    def mixed(self) -> Path:
        """Twelve files in which two of three pages are Simplified."""
        return self._files("mixed", self._mixed)

    @functools.cached_property
    def mixed_text(self) -> Path:
        """One file: of a hundred lines, 75 are as the pages have them, 18 Simplified, and 7 have defects."""
        order = random.Random(1)  # noqa: S311 - the same text every time

        def mixed(line: re.Match[str]) -> str:
            chance = order.random()
            if chance < _DEFECT:
                return line["marker"] + order.choice(defects())
            return to_simplified(line[0]) if chance < _DEFECT + _SIMPLIFIED else line[0]

        pages = cut(self._pages * self.COPIES, self._sizes.most)
        return self._write("mixed.md", "\n".join(WORDS.sub(mixed, page) for page in pages))

    @functools.cached_property
    def large(self) -> Path:
        """The pages of a channel five times, as one file."""
        return self._write("large.md", "\n".join(cut(self._pages * self.COPIES, self._sizes.most)))

    @functools.cached_property
    def many(self) -> Path:
        """Many files of a few records each."""
        records = itertools.cycle(blocks_of(self._pages))
        texts = [
            "\n".join(up_to(records, _MANY)) + f"\n第 {number} 頁。\n" for number in range(self._sizes.many)
        ]
        return self._files("many", texts)

    @functools.cached_property
    def line(self) -> Path:
        """Defects in one line."""
        return self._write("line.md", "".join(up_to(full_of_defects(), self._sizes.line)) + "\n")

    @functools.cached_property
    def lines(self) -> Path:
        """The same defects, each in its line."""
        return self._write("lines.md", "\n\n".join(up_to(full_of_defects(), self._sizes.line)) + "\n")

    @functools.cached_property
    def long_line(self) -> Path:
        """Very many defects in one line."""
        return self._write("long-line.md", "".join(up_to(full_of_defects(), self._sizes.most)) + "\n")

    @functools.cached_property
    def full_pages(self) -> Path:
        """As many defects in lines, as pages of the size of a channel's."""
        sentences = list(up_to(full_of_defects(), self._sizes.most))
        files = max(1, self._sizes.most // self._sizes.page)
        return self._files("full", ["\n\n".join(sentences[at::files]) + "\n" for at in range(files)])

    @functools.cached_property
    def rules(self) -> Path:
        """A pack of rules that look for words which none of the pages has; with our own there are a thousand."""
        text = "\n".join(self._pages)
        characters = sorted(set(_HAN.findall(text)))
        order = random.Random(2)  # noqa: S311 - the same words every time
        words = set[str]()
        while len(words) < self.ALL_RULES - self.OWN_RULES:
            word = "".join(order.sample(characters, 3))
            if word not in text:
                words.add(word)
        rules = (_RULE.format(number=number, word=word) for number, word in enumerate(sorted(words), 1))
        return self._write("rules.yaml", _PACK + "".join(rules))

    @functools.cached_property
    def jobs(self) -> Path:
        """Files that two processes can share."""
        size = sum(len(page.encode()) for page in self._mixed)
        return self._files("jobs", self._mixed * max(1, round(self._sizes.jobs / size)))

    @functools.cached_property
    def everything(self) -> Path:
        """A page for which all tables are needed, and that is not among the others."""
        text = "\n\n".join((*own_pages(), *defects(), to_simplified(own_pages()[0])))
        return self._write("everything.md", text + "\n")

    @functools.cached_property
    def _given(self) -> list[str]:
        """The pages that all texts are made from."""
        if self._corpus is None:
            return own_pages()
        pages = [path.read_text(encoding="utf-8") for path in sorted(self._corpus.rglob("*.md"))]
        if not pages:
            raise FileNotFoundError(f"no *.md below {self._corpus}")
        return pages

    @functools.cached_property
    def _pages(self) -> list[str]:
        if self._corpus is None:
            return generated_pages(self.PAGES, self._sizes.page)
        pages = (self._given * self.PAGES)[: max(self.PAGES, len(self._given))]
        return cut(pages, self._sizes.most // self.COPIES)

    @functools.cached_property
    def _mixed(self) -> list[str]:
        simplified = [to_simplified(page) for page in self._pages]
        pages = [
            new if (at + copy) % 3 else old
            for copy in range(self.COPIES)
            for at, (old, new) in enumerate(zip(self._pages, simplified, strict=True))
        ]
        return ["\n".join(pages[at :: self.MIXED_FILES]) for at in range(self.MIXED_FILES)]

    def _write(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def _files(self, name: str, texts: Iterable[str]) -> Path:
        for number, text in enumerate(texts):
            self._write(f"{name}/{number:04}.md", text)
        return self._folder / name


_PACK = "schema: 1\nname: thousand\nversion: 1.0.0\nrules:\n"
_RULE = """\
  - id: word-{number:04}
    summary: A word
    why: To count what a rule costs.
    kind: pattern
    params: {{pattern: '{word}'}}
    message: found
"""
