"""Refuses the spellings that the second table of docs/glossary.md lists; `make lint` runs it.

A line that truly needs such a word says `plain-words: allow` in a comment, with the reason.
"""

from __future__ import annotations

import bisect
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GLOSSARY = Path("docs/glossary.md")
#: Where our words are read: glob patterns below the root.
_FILES = ("linter/**/*.py", "ci/**/*.py", "rules/*.yaml", "*.md", "docs/**/*.md", "changelog.d/*.md")
#: The glossary itself, and the pages that are generated from rules and kinds.
_EXEMPT = ("docs/glossary.md", "docs/rules/", "docs/kinds/")
_ALLOWED = "plain-words: allow"
_HEADING = "\n## Not written\n"
_ROW = re.compile(r"^\| `(?P<pattern>.+?)` \| (?P<write>.+?) \| (?P<reason>.+?) \|$", re.MULTILINE)
#: What starts a comment of several lines over again.
_COMMENT_SIGNS = ("#", "#:")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A row of the table: a spelling, what to write instead, and why."""

    pattern: re.Pattern[str]
    write: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A banned spelling at a line (1-based) of a file."""

    path: Path
    line: int
    text: str
    spelling: Spelling

    def __str__(self) -> str:
        reason = "" if self.spelling.reason == "–" else f" ({self.spelling.reason})"
        return f"{self.path}:{self.line}: '{self.text}' → {self.spelling.write}{reason}"


def spellings(glossary: str) -> list[Spelling]:
    """The rows of the glossary's second table.

    Raises:
        ValueError: the table is missing, or a pattern is not a regular expression.
    """
    found = []
    for row in _ROW.finditer(glossary.partition(_HEADING)[2]):
        source = row["pattern"].replace(r"\|", "|")
        try:
            pattern = re.compile(source, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"{GLOSSARY}: `{source}` is not a regular expression: {error}") from error
        found.append(Spelling(pattern, row["write"], row["reason"]))
    if not found:
        raise ValueError(f"{GLOSSARY}: the table of banned spellings is missing")
    return found


def check(path: Path, text: str, banned: list[Spelling]) -> Iterator[Finding]:
    """Yields the banned spellings of a text, including those across line breaks and in names of Python."""
    is_python = path.suffix == ".py"
    words: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    allowed: set[int] = set()
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _ALLOWED in line:
            allowed.add(number)
        for word in (line.replace("_", " ") if is_python else line).split():
            if word not in _COMMENT_SIGNS:
                words.append(word)
                starts.append(offset)
                numbers.append(number)
                offset += len(word) + 1
    joined = " ".join(words)
    for spelling in banned:
        for match in spelling.pattern.finditer(joined):
            number = numbers[bisect.bisect(starts, match.start()) - 1]
            if number not in allowed:
                yield Finding(path, number, match[0], spelling)


def files(root: Path) -> list[Path]:
    """The files to check, relative to the root."""
    found = {path.relative_to(root) for pattern in _FILES for path in root.glob(pattern)}
    return sorted(path for path in found if not path.as_posix().startswith(_EXEMPT))


def main(root: Path) -> int:
    """Prints the banned spellings below a folder; 1 if there are any."""
    banned = spellings((root / GLOSSARY).read_text(encoding="utf-8"))
    found = [
        finding for path in files(root) for finding in check(path, (root / path).read_text("utf-8"), banned)
    ]
    for finding in sorted(found, key=lambda finding: (finding.path, finding.line)):
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
