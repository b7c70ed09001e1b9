"""Files of word lists for rules of the kinds `convert` and `pairs`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.chinese.lexicon import LexiconError, parse_lexicon
from linter.chinese.pairs import PairError, parse_pairs
from linter.errors import PackError
from linter.packs.parsed import parse

if TYPE_CHECKING:
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.pairs import PairList, WordPairs
    from linter.data.yaml_file import YamlFile


def read_lexicon(text: str, path: str) -> Lexicon | WordPairs:
    """Parses a file of word lists: `sections` for `convert`, `pairs` for `pairs`.

    Args:
        text: the file's text.
        path: how the user names it.

    Raises:
        PackError: an entry is wrong.
    """
    file = parse(text, path)
    sections = _lists(file, "sections")
    if sections is not None:
        return _sections(file, sections)
    pairs = _lists(file, "pairs")
    if pairs is not None:
        return _pairs(file, pairs)
    raise PackError("a lexicon has 'schema: 1' and 'sections' or 'pairs', each a text", path=path, line=1)


def _lists(file: YamlFile, key: str) -> dict[str, str] | None:
    """The texts under a key of a file, if the file has nothing else but `schema`."""
    value = file.value
    known = isinstance(value, dict) and value.get("schema") == 1 and len(value) == 2  # noqa: PLR2004
    lists = value.get(key) if known else None
    return (
        lists if isinstance(lists, dict) and all(isinstance(text, str) for text in lists.values()) else None
    )


def _sections(file: YamlFile, sections: dict[str, str]) -> Lexicon:
    try:
        return parse_lexicon(sections)
    except LexiconError as error:
        section = sections.get(error.section, "")
        entries = [match.start() for match in re.finditer(rf"(?<!\S){re.escape(error.entry)}", section)]
        line = section[: entries[error.again and len(entries) > 1] if entries else 0].count("\n")
        line += _first_line(file, ("sections", error.section), section)
        raise PackError(error.phrase, path=file.path, line=line) from error


def _pairs(file: YamlFile, lists: dict[str, str]) -> dict[str, PairList]:
    parsed: dict[str, PairList] = {}
    for name, text in lists.items():
        try:
            parsed[name] = parse_pairs(text)
        except PairError as error:
            line = _first_line(file, ("pairs", name), text) + error.line - 1
            raise PackError(error.phrase, path=file.path, line=line) from error
    return parsed


def _first_line(file: YamlFile, steps: tuple[str, str], text: str) -> int:
    """The line on which a text begins: a block scalar starts on the line below its key."""
    return file.line(steps) + text.endswith("\n")
