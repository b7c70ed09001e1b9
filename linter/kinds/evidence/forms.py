"""Where a mark may be stray: the forms of a rule, and the candidates that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.lazy import lazy_regex
from linter.matching import schemas
from linter.matching.expressions import compile_text
from linter.spans import Span
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.matching.deadline import Deadline
    from linter.matching.spec import RuleSpec

#: A Latin word, with what joins its parts.
_LATIN = r"[\p{Latin}\p{N}]"
_WORD = rf"(?:\p{{Latin}}{_LATIN}*+|\p{{N}}{{1,2}}-?\p{{Lu}}{_LATIN}*+)(?:[_-]{_LATIN}++)*+"
_WORD_AFTER = lazy_regex(_WORD)
_WORD_BEFORE = lazy_regex(rf"(?r)(?<!{_LATIN})\p{{Latin}}{_LATIN}*(?:[_-]{_LATIN}+)*")
#: Where a word follows the mark.
_AFTER = ("after", "around")
#: What may be between the first word of a phrase and the mark that closes it: more words, and a gloss.
_MORE = (
    rf"(?:[\p{{Latin}}\p{{N}} ,'’+/&-]|(?<={_LATIN})_(?={_LATIN})){{0,60}}?(?<={_LATIN})"
    r"(?: ?（[^（）\n]{1,40}）| ?\([^()\n]{1,40}\))?"
)
#: What comes after a closing mark.
_CLOSED = (
    rf"(?=[ \t]*(?:\n|\Z)| ?\p{{Han}}| ?[，。、；：！？）」』》】|（]|[:;,!?)](?:\s|\p{{Han}}|\Z)"
    rf"|[{PROTECTED}{MARKUP}{MARKUP_END}])"
)

FORM = schemas.params(
    ("marks", "word"),
    marks=schemas.text("The marks, each one character."),
    word=schemas.one_of(
        "Where the Latin word is that the mark is glued to; around are two.",
        "after",
        "before",
        "around",
        "nowhere",
    ),
    before=schemas.text("A pattern that ends right before the mark."),
    after=schemas.text("A pattern that begins right after the mark."),
    closers=schemas.text("Marks that may close the phrase that the mark opens; a pair is one finding."),
    closed=schemas.switch("Whether only a mark whose phrase is closed is a candidate."),
    safe=schemas.switch("Whether its fix can be as certain as the rule says; it can, if not given."),
    weights=schemas.dictionary("Weights that differ for this form.", schemas.number("Points.")),
)


class Candidate(Value):
    """A mark that may be stray; offsets are 0-based and in code points."""

    form: Form
    mark: int
    """The offset of the mark."""
    token: Span
    """The mark and its word; of two words, the second."""
    word: str
    """The word, or two words with the mark between them; empty if the form has none."""
    closer: int | None = None
    """The offset of the mark that closes the phrase."""

    @property
    def name(self) -> str:
        """The word in lower case: a finding is not evidence for another of the same word."""
        return self.word.lower()


class Form:
    """One form of a rule.

    Args:
        spec: the rule.
        name: the form's name in `params.forms`.

    Raises:
        SpecError: a pattern is not valid.
    """

    def __init__(self, spec: RuleSpec, name: str) -> None:
        raw: Mapping[str, Any] = spec.params["forms"][name]
        self.name = name
        self.marks: str = raw["marks"]
        self.weights: Mapping[str, float] = {**spec.params["weights"], **raw.get("weights", {})}
        """What evidence adds if the mark has this form."""
        self._side: str = raw["word"]
        self._needs_closer: bool = raw.get("closed", False)
        self.can_be_safe: bool = raw.get("safe", True)
        """Whether its fix can be as certain as the rule says."""
        steps = ("params", "forms", name)
        marks = f"[{regex.escape(self.marks, special_only=False)}]"
        before = f"(?<=(?:{raw['before']}){marks})" if "before" in raw else ""
        after = f"(?={raw['after']})" if "after" in raw else ""
        # The mark comes first, since a search for it is fast, and the slow lookbehind last.
        self._pattern = compile_text(spec, f"{marks}{after}{before}", *steps)
        self._closing: regex.Pattern[str] | None = None
        if "closers" in raw:
            closers = regex.escape(raw["closers"], special_only=False)
            self._closing = compile_text(spec, f"{_MORE}(?P<closer>[{closers}]){_CLOSED}", *steps, "closers")

    def candidates(self, prose: str, deadline: Deadline) -> Iterator[Candidate]:
        """The marks of a text that have this form, in order."""
        for match in deadline.finditer(self._pattern, prose):
            candidate = self._candidate(prose, match.start(), deadline)
            if candidate is not None:
                yield candidate

    def _candidate(self, prose: str, mark: int, deadline: Deadline) -> Candidate | None:
        token = self._token(prose, mark)
        if token is None:
            return None
        closer = self._closer(prose, token.end, deadline)
        if self._needs_closer and closer is None:
            return None
        word = "" if self._side == "nowhere" else self._word(prose, mark, token)
        return Candidate(self, mark, token, word, closer)

    def ends_of_words(self, candidate: Candidate) -> Iterator[int]:
        """The offsets at which a word of the candidate begins or ends, without that of the mark itself."""
        if self._side in _AFTER:
            yield candidate.token.end
        if self._side == "before":
            yield candidate.token.start

    def _token(self, prose: str, mark: int) -> Span | None:
        start, end = mark, mark + 1
        if self._side in _AFTER:
            after = _WORD_AFTER.match(prose, end)
            if after is None:
                return None
            end = after.end()
        if self._side == "before":
            before = _WORD_BEFORE.match(prose, 0, start)
            if before is None:
                return None
            start = before.start()
        return Span(start, end)

    def _word(self, prose: str, mark: int, token: Span) -> str:
        if self._side == "around":
            before = _WORD_BEFORE.match(prose, 0, mark)
            return (before[0] if before else "") + token.text(prose)
        return prose[token.start : mark] if self._side == "before" else prose[mark + 1 : token.end]

    def _closer(self, prose: str, end: int, deadline: Deadline) -> int | None:
        if self._closing is None:
            return None
        match = deadline.match(self._closing, prose, end)
        return match.start("closer") if match else None
