"""The mode `list`: the last line announces what does not follow, or leaves something open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.ending.endings import MARKS, SHOWN, STOPPED, at_end
from linter.lazy import lazy_re
from linter.matching import schemas
from linter.matching.expressions import compile_all
from linter.messages.phrases import Phrase
from linter.regions import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from linter.kinds.ending.endings import Ending, Finding, Judge, LastBlock, Reader
    from linter.matching.spec import RuleSpec
    from linter.regions import Block
    from linter.spans import Span

_COLON = lazy_re(r"(?<![:：\s])[：:]$")
_SHORTCODE = lazy_re(r":[\w+-]+:$")
#: A heading that is a sentence, or that consists of tags.
_CLOSED = lazy_re(r"#|[。！!….～~]$")

#: The box of a task, perhaps cut off.
_TASK = lazy_re(r"(?:[ \t]+\[[ xX]?\]?)?")
#: Code or a formula that nothing closes, if it begins with a character typical of them.
_OPEN_MATHS = lazy_re(r"\$(?=\\[A-Za-z]|[A-Za-z][_^])[^$]*$")
_OPEN_CODE = lazy_re(r"`(?=[A-Za-z0-9_./$-])[^`]*$")
_OPEN_BOLD = lazy_re(r"\*\*(?!\*)(?P<after>(?:(?!\*\*).)*)$")


PARAMS = schemas.mode(
    farewells=schemas.texts(
        "For `list`: patterns of a last heading that needs nothing below it, because it is a farewell."
    )
)


def judge(spec: RuleSpec) -> Judge:
    """Judges the last line by what should follow it."""
    farewells = compile_all(spec, "farewells")

    def judged(ending: Ending) -> Finding | None:
        block = ending.text_block
        return None if block is None else at_end(block.line, _problem(ending.reader, block, farewells))

    return judged


def _problem(reader: Reader, block: LastBlock, farewells: Sequence[regex.Pattern[str]]) -> Phrase | None:
    line = block.line.text(reader.text).lstrip("> \t")
    marker = reader.item_marker(block.line)
    if marker and _TASK.fullmatch(line[len(marker) :]):
        return Phrase("an empty list item") if _is_item(reader, block, marker) else None
    for heading in reader.blocks(block.line):
        if heading.kind is BlockKind.HEADING and heading.span.start == block.line.start:
            return _empty_section(reader, block, heading, farewells)
    return _announcement(reader, block) or _unclosed(reader, block)


def _empty_section(
    reader: Reader, block: LastBlock, heading: Block, farewells: Sequence[regex.Pattern[str]]
) -> Phrase | None:
    """A heading with nothing below it, unless it is in a row of headings, a sentence or a farewell."""
    title = heading.content.text(reader.text).rstrip(" #*_")
    alike = any(other.marker == heading.marker for other in reader.blocks(block.above))
    if alike or _CLOSED.search(title) or any(reader.deadline.search(words, title) for words in farewells):
        return None
    return Phrase("a heading with nothing below it")


def _is_item(reader: Reader, block: LastBlock, marker: str) -> bool:
    """Whether what looks like an empty item is one, and not a number at the end of a sentence."""
    if not marker[0].isdigit() or reader.item_marker(block.above):
        return True
    if block.span.start < block.line.start:
        return bool(reader.item_marker(block.span))
    return int(marker[:-1]) == 1 and reader.is_structure(block.line.start)


def _announcement(reader: Reader, block: LastBlock) -> Phrase | None:
    """A colon with nothing after it, unless the line above has one, too, as in a form to be filled in."""
    text = reader.visible(block.line)
    if not _COLON.search(text) or _SHORTCODE.search(text) or _COLON.search(reader.visible(block.above)):
        return None
    return Phrase("nothing comes after '{mark}'", mark=text[-1])


def _unclosed(reader: Reader, block: LastBlock) -> Phrase | None:
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
    """Whether the last such mark of a line is visible, and not part of code or maths."""
    return reader.is_shown(reader.text.rfind(mark, line.start, line.end))
