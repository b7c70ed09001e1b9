"""Files of word lists for rules of kind `convert`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.chinese.lexicon import LexiconError, parse_lexicon
from linter.errors import PackError
from linter.packs.yaml_loader import load_yaml

if TYPE_CHECKING:
    from linter.chinese.lexicon import Lexicon


def read_lexicon(text: str, path: str) -> Lexicon:
    """Parses a file of word lists.

    Args:
        text: the file's text.
        path: how the user names it.

    Raises:
        PackError: an entry is wrong.
    """
    file = load_yaml(text, path)
    value = file.value
    sections = value.get("sections") if isinstance(value, dict) and value.get("schema") == 1 else None
    if not isinstance(sections, dict) or not all(isinstance(text, str) for text in sections.values()):
        raise PackError("a lexicon has 'schema: 1' and 'sections', each a text", path=path, line=1)
    try:
        return parse_lexicon(sections)
    except LexiconError as error:
        section = sections.get(error.section, "")
        # A block of text starts on the line below its key.
        line = file.line(("sections", error.section)) + section.endswith("\n")
        entries = [match.start() for match in re.finditer(rf"(?<!\S){re.escape(error.entry)}", section)]
        line += section[: entries[error.again and len(entries) > 1] if entries else 0].count("\n")
        raise PackError(error.phrase, path=path, line=line) from error
