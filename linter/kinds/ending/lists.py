"""The mode `list`: the last line announces what does not follow, or opens what it does not close."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.kinds.ending.endings import ITEM, MARKS, SHOWN, STOPPED, at_end
from linter.matching import schemas
from linter.matching.expressions import compile_all
from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from linter.kinds.ending.endings import Block, Ending, Finding, Judge, Reader
    from linter.matching.spec import RuleSpec
    from linter.spans import Span

_COLON = re.compile(r"(?<![:：\s])[：:]$")
_SHORTCODE = re.compile(r":[\w+-]+:$")
#: A heading that is a sentence, or of tags.
_CLOSED = re.compile(r"#|[。！!….～~]$")

# -- Markdown -----------------------------------------------------------------------------------

_EMPTY_ITEM = re.compile(r"(?:[-*+]|(\d{1,2})[.)])(?:[ \t]+\[[ xX]?\]?)?")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*)")
#: Code or a formula that nothing closes, before a letter that only these have.
_OPEN_MATHS = re.compile(r"\$(?=\\[A-Za-z]|[A-Za-z][_^])[^$]*$")
_OPEN_CODE = re.compile(r"`(?=[A-Za-z0-9_./$-])[^`]*$")
_OPEN_BOLD = re.compile(r"\*\*(?!\*)(?P<after>(?:(?!\*\*).)*)$")


PARAMS = schemas.mode(
    farewells=schemas.texts(
        "For `list`: patterns of a last heading that needs nothing below it, because it says good-bye."
    )
)


def judge(spec: RuleSpec) -> Judge:
    """Judges the last line by what should follow it."""
    farewells = compile_all(spec, "farewells")

    def judged(ending: Ending) -> Finding | None:
        block = ending.text_block
        return None if block is None else at_end(block.line, _problem(ending.reader, block, farewells))

    return judged


def _problem(reader: Reader, block: Block, farewells: Sequence[regex.Pattern[str]]) -> Phrase | None:
    line = block.line.text(reader.text).lstrip("> \t")
    if (match := _EMPTY_ITEM.fullmatch(line)) is not None:
        return Phrase("an empty list item") if _is_item(reader, block, match[1]) else None
    heading = _HEADING.fullmatch(line)
    if heading is not None and reader.is_structure(block.line.start):
        title = heading[2].rstrip(" #*_")
        outline = block.above.text(reader.text).startswith(f"{heading[1]} ")
        if outline or _CLOSED.search(title):
            return None
        farewell = any(reader.deadline.search(pattern, title) for pattern in farewells)
        return None if farewell else Phrase("a heading with nothing below it")
    return _announcement(reader, block) or _unclosed(reader, block)


def _is_item(reader: Reader, block: Block, number: str | None) -> bool:
    """Whether what looks like an empty item is one, and not a number that ends a sentence."""
    if number is None or ITEM.match(reader.text, block.above.start, block.above.end):
        return True
    if block.span.start < block.line.start:
        return ITEM.match(reader.text, block.span.start, block.span.end) is not None
    return int(number) == 1 and reader.is_structure(block.line.start)


def _announcement(reader: Reader, block: Block) -> Phrase | None:
    """A colon with nothing after it, unless the line above has one, too: that is a form to fill in."""
    text = reader.visible(block.line)
    if not _COLON.search(text) or _SHORTCODE.search(text) or _COLON.search(reader.visible(block.above)):
        return None
    return Phrase("nothing comes after '{mark}'", mark=text[-1])


def _unclosed(reader: Reader, block: Block) -> Phrase | None:
    """Bold text, code or a formula that the last line opens."""
    if STOPPED.search(reader.visible(block.line)):
        return None
    for mark, pattern in (("`", _OPEN_CODE), ("$", _OPEN_MATHS)):
        if pattern.search(block.line.text(reader.text)) and _shows(reader, block.line, mark):
            return Phrase("'{mark}' is not closed", mark=mark)
    line = block.line.text(reader.prose)
    match = _OPEN_BOLD.search(line)
    if match is None or block.span.text(reader.prose).count("**") % 2 == 0:
        return None
    before, after = line[: match.start()][-1:], match["after"][:1]
    code = before in tuple("(,/") or after == "/" or (before.isascii() and before.isalnum())
    bare = not after.strip() and before.strip(f" \t{MARKS}")
    long = len(match["after"]) > SHOWN
    return None if code or bare or long or after.isspace() else Phrase("'{mark}' is not closed", mark="**")


def _shows(reader: Reader, line: Span, mark: str) -> bool:
    """Whether the last such mark of a line was not read as code or maths."""
    return reader.is_shown(reader.text.rfind(mark, line.start, line.end))
