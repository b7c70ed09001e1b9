"""What to write instead of a match: the fields of messages that every rule with a fix has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.scripts import HAN, HANGUL, KANA
from linter.diagnostics import apply_edits
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, template
from linter.spans import Span

if TYPE_CHECKING:
    from linter.document import Document
    from linter.matching.spec import Match

#: The fields, each with its meaning. A kind may have a field of the same name, which is used instead.
FIELDS = {
    "should": template("if the rule has a fix: the match as fixed; — if it has no fix, or nothing is left"),
    "correction": template(
        "if the rule has a fix: `'x.' should be 'x'`, `delete 'x.'`, or `'x.'` for a match without a fix"
    ),
}
_NOTHING = "—"
#: A word of a script with spaces between words. Not of the package `regex`, which `export` does not load.
_WORD = rf"(?:(?![{HAN}{KANA}{HANGUL}])[\w\u0300-\u036f-])*"
_WORD_BEFORE, _WORD_AFTER = lazy_re(rf"{_WORD}\Z"), lazy_re(_WORD)
#: How far a word is followed, in code points.
_REACH = 40
#: The most code points that a correction shows of a text, half of them from its start.
_LONGEST = 80


def correction_of(name: str, match: Match, document: Document) -> str | Phrase:
    """The value of one of `FIELDS` for a match, from its fix.

    `should` is the text of the smallest span that holds the match and the edits, with the edits made.
    `correction` shows that span without the space around it; if the match has no letter, with the Latin
    words that touch it: `'.rl' should be 'rl'`.
    """
    text, span = document.text, match.span
    if match.fix is None:
        return _NOTHING if name == "should" else Phrase("'{match}'", match=_shortened(span.text(text)))
    edits = match.fix.edits
    start, end = min(span.start, edits[0].span.start), max(span.end, edits[-1].span.end)
    reach = span if (start, end) == (span.start, span.end) else Span(start, end)
    if name == "should":
        return apply_edits(text, edits, reach) or _NOTHING
    if not any(map(str.isalnum, span.text(text))):
        reach = _with_words(document.prose, reach)
    return _correction(reach.text(text), apply_edits(text, edits, reach))


def _with_words(prose: str, span: Span) -> Span:
    """The span with the Latin words that touch it."""
    before = _WORD_BEFORE.search(prose[max(span.start - _REACH, 0) : span.start])
    after = _WORD_AFTER.match(prose[span.end : span.end + _REACH])
    lengths = [len(word.group()) if word is not None else 0 for word in (before, after)]
    return Span(span.start - lengths[0], span.end + lengths[1])


def _correction(old: str, new: str) -> Phrase:
    """What becomes of a text; the space around it is shown only if nothing else differs."""
    if new.strip() != old.strip():
        old, new = old.strip(), new.strip()
    if not new:
        return Phrase("delete '{match}'", match=_shortened(old))
    return Phrase("'{match}' should be '{should}'", match=_shortened(old), should=_shortened(new))


def _shortened(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[1 - half :]}"
