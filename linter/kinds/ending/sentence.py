"""The mode `sentence`: the last line stops in mid-sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.characters.punctuation import BRACKETS, CLAUSE_END, QUOTE_PAIRS, TITLES
from linter.characters.scripts import HAN
from linter.chinese.folding import as_traditional
from linter.document import PROTECTED
from linter.kinds.ending.endings import EMPHASIS, MARKS, STOPPED, at_end
from linter.lazy import lazy_re
from linter.matching import schemas
from linter.matching.expressions import compile_all
from linter.messages.phrases import Phrase
from linter.regions import RegionKind
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from linter.kinds.ending.endings import Ending, Finding, Judge, LastBlock, Reader
    from linter.matching.spec import RuleSpec

#: Commas and similar marks. A half-width semicolon may be code.
_MIDDLE = lazy_re(rf"(?:[，、；]|(?<=[^\s\d]),|(?<=\d),|(?<=[{HAN}]);|—{{1,2}}|──)$")
_DASHES = "—─－-"
_CLAUSE = lazy_re(f"[{CLAUSE_END}]")

# -- brackets -----------------------------------------------------------------------------------

#: Opening marks whose closing marks are interchangeable; a single quotation mark, which may be an apostrophe,
#: is in none.
_FAMILIES = ("".join(BRACKETS), "「", "『", "".join(TITLES), "“")
_CLOSERS = tuple("".join(map(QUOTE_PAIRS.__getitem__, family)) for family in _FAMILIES)
_FAMILY = {mark: number for marks in (_FAMILIES, _CLOSERS) for number, of in enumerate(marks) for mark in of}
_OPENING = frozenset("".join(_FAMILIES))
_BRACKET = lazy_re(f"[{re.escape(''.join((*_FAMILIES, *_CLOSERS)))}]")
#: A text with more open brackets than this is not judged.
_DEEPEST = 50
_EYES = tuple(":;=：；")

# -- words --------------------------------------------------------------------------------------

#: How many code points at the end of the last line are searched for words.
_REACH = 80
# -- the paragraph that ends unlike the others --------------------------------------------------

_PARAGRAPHS = lazy_re(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
#: What a plain paragraph does not start with.
_UNLIKE = f" \t|{MARKS}{PROTECTED}"
_OTHERS = 3
_SENTENCE = 20
_LETTER = lazy_re(rf"[{HAN}a-z]$")
#: A label, such as the name of a speaker, is not a sentence.
_LABEL = lazy_re("[^，。]{1,12}[：:]")


PARAMS = schemas.mode(
    unfinished=schemas.texts(
        "For `sentence`: patterns of words at the end of a line that cannot end a sentence; a group `end` "
        "is the word if the pattern matches more. Simplified text is compared as Traditional."
    ),
    complete=schemas.texts(
        "For `sentence`: patterns of a last clause that is complete, although `unfinished` matches its end."
    ),
    sign_offs=schemas.texts(
        "For `sentence`: patterns of a last paragraph that needs no full stop, such as a word of thanks."
    ),
)


class _Words(Value):
    """The expressions of a rule."""

    unfinished: Sequence[regex.Pattern[str]]
    complete: Sequence[regex.Pattern[str]]
    sign_offs: Sequence[regex.Pattern[str]]


def judge(spec: RuleSpec) -> Judge:
    """Judges the last line by whether a sentence can end like this."""
    words = _Words(*(compile_all(spec, name) for name in ("unfinished", "complete", "sign_offs")))

    def judged(ending: Ending) -> Finding | None:
        block = ending.text_block
        if block is None:
            return None
        start = ending.record.summary.span.start
        return at_end(block.line, _problem(ending.reader, block, start, words))

    return judged


def _problem(reader: Reader, block: LastBlock, start: int, words: _Words) -> Phrase | None:
    text = reader.visible(block.line)
    if not text or STOPPED.search(text):
        return None
    end = None if text.endswith(PROTECTED) else _stop(reader, block, text, words)
    if end is not None:
        return Phrase("it ends with '{end}'", end=end)
    opening = _open_bracket(block.span.text(reader.prose))
    if opening is not None:
        return Phrase("'{mark}' is not closed", mark=opening)
    if text.endswith(PROTECTED) or not _differs(reader, block, text, start):
        return None
    if any(reader.deadline.search(pattern, text) for pattern in words.sign_offs):
        return None
    return Phrase("the other paragraphs end with a full stop")


def _stop(reader: Reader, block: LastBlock, text: str, words: _Words) -> str | None:
    """The mark or the word at the end of a line that cannot end a sentence."""
    match = _MIDDLE.search(text)
    if match is None:
        return _last_word(text, words, item=reader.is_structure(block.span.start))
    mark = match.group()
    if mark[0] in _DASHES:
        return None if text[0] in _DASHES else mark
    return None if mark != "、" and _is_styled(reader, block, mark) else mark


def _is_styled(reader: Reader, block: LastBlock, mark: str) -> bool:
    """Whether the item above ends with the same mark."""
    return bool(reader.item_marker(block.above)) and reader.visible(block.above).endswith(mark)


def _open_bracket(prose: str) -> str | None:
    """The last bracket or quotation mark that nothing closes; any closing mark of its family closes it."""
    opened: list[str] = []
    for match in _BRACKET.finditer(prose):
        mark, at = match.group(), match.start()
        if mark in "([" and prose[max(at - 1, 0) : at] in _EYES:
            continue
        alike = [index for index, other in enumerate(opened) if _FAMILY[other] == _FAMILY[mark]]
        if mark in _OPENING and not (mark == "“" and alike):
            opened.append(mark)
            if len(opened) > _DEEPEST:
                return None
        elif opened:
            del opened[alike[-1] if alike else -1 :]
    return opened[-1] if opened else None


def _differs(reader: Reader, block: LastBlock, text: str, start: int) -> bool:
    """Whether all other paragraphs end with a full stop, and this one is a sentence without one."""
    if len(text) < _SENTENCE or not _LETTER.search(text) or _LABEL.match(text):
        return False
    if not _CLAUSE.search(text) or reader.region(block.span.start).kind is not RegionKind.PROSE:
        return False
    above = _PARAGRAPHS.split(reader.prose[start : block.span.start])
    plain = [paragraph for paragraph in above if paragraph.strip() and paragraph[0] not in _UNLIKE]
    return len(plain) >= _OTHERS and all(STOPPED.search(EMPHASIS.sub("", paragraph)) for paragraph in plain)


def _last_word(text: str, words: _Words, *, item: bool) -> str | None:
    """The word at the end of a line that cannot end a sentence; a list item may be a single word."""
    tail = as_traditional(text[-_REACH:])
    match = next((found for pattern in words.unfinished if (found := pattern.search(tail))), None)
    if match is None or (item and len(match.group()) == len(text)):
        return None
    clause = _CLAUSE.split(tail)[-1]
    if any(pattern.search(clause) for pattern in words.complete):
        return None
    word = match.groupdict().get("end") or match.group()
    return text[-len(word) :]
