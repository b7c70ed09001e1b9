"""Whether a record has a summary that says something, and what it has instead.

A summary is read line by line. A line says nothing if it is only a heading, a link, the title again, a label
(`摘要：`) or punctuation, or if patterns match all of it, each of its sentences or its clauses. If one line
says something, so does the summary; the status of one that says nothing follows from the patterns that
match in it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.characters import HAN_RUN
from linter.chinese.folding import as_traditional
from linter.lazy import lazy_re
from linter.matching.deadline import Deadline
from linter.matching.memory import of_record, remembered
from linter.matching.per_document import PerDocument
from linter.matching.titles import core, repeats
from linter.matching.visible import visible_lines
from linter.records import SummaryStatus, is_marked
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import regex

    from linter.document import Document
    from linter.matching.visible import Line
    from linter.records import Record

#: The names of the lists of patterns that decide a status, the most severe first.
STATUSES: Mapping[str, SummaryStatus] = MappingProxyType(
    {
        "refusal": SummaryStatus.REFUSAL,
        "error": SummaryStatus.ERROR,
        "template": SummaryStatus.TEMPLATE,
        "placeholder": SummaryStatus.PLACEHOLDER,
    }
)
#: The names of those that decide none: of names of parts, and of what says nothing only next to the others.
LABELS, NEXT_TO = "labels", "next_to"
#: The longest line, summary, and error message of several lines that are compared with patterns, in code
#: points; and how the latter start.
_LONGEST_LINE, _LONGEST, _LONGEST_ERROR = 700, 2000, 4000
#: The most code points and Han characters of a summary that says nothing and does not speak to anybody.
_LONGEST_SILENT, _LONGEST_HAN = 600, 80
#: How many comparisons of a document are remembered, about a megabyte.
_MOST_KNOWN = 5_000
#: Who speaks to somebody, and how whoever refuses begins: with an apology, or with "you" or "I".
_PERSON = lazy_re("[您你我]")
_SPEAKS = lazy_re(
    r"抱歉|对不起|對不起|不好意思|[遗遺]憾|[您你我请請]|作[为為]"
    r"|sorry|apologi|unfortunately|thank|as an ai|\bi\b|\byou",
    re.IGNORECASE,
)
#: How many code points of a summary its opening is.
_OPENING = 60
_PROGRAM = lazy_re(r"[\x20-\x7e]{8}|[{\[<]")
_SENTENCE_END = lazy_re(r"(?<=[。！？!?])\s*|(?<=[A-Za-z0-9)\]\"'’]\.)\s+")
_CLAUSE_END = lazy_re(r"\s*[,，:：;；、。!?！？()（）|]+\s*|\s+[-–—]+\s+|[—–]+")
#: What a text has that is a sentence, rather than a name.
_SENTENCE = lazy_re(r"[。!?;,，]|\.$")
#: The end of the name of a field that has no value.
_BLANK = lazy_re(r"[:：]\s*$")
_BY_HAN = lazy_re(f"(?<=[{HAN}]) | (?=[{HAN}])")
#: The first Traditional form of some Simplified characters, and the one that people write.
_STANDARD = str.maketrans("爲裏麽羣着衆産説", "為裡麼群著眾產說")
_EDGES = lazy_re(r"^[\W_]+|[\W_]+$")
#: What there may be words next to: what to do about it.
_WITH_ADVICE = (SummaryStatus.REFUSAL, SummaryStatus.ERROR)
#: The names of the lists that match in something that says nothing.
_Found = frozenset[str]
_NOTHING: _Found = frozenset()


class SummaryJudge:
    """Judges the summaries of records; each record of a document once.

    Args:
        patterns: gives lists of patterns by their names; called when a summary is first compared with them.
        rule: the rule that has them, for errors.
    """

    def __init__(
        self, patterns: Callable[[], Mapping[str, Sequence[regex.Pattern[str]]]] = dict, rule: str = ""
    ) -> None:
        self._load = patterns
        self._rule = rule
        self._known: PerDocument[dict[int, SummaryStatus]] = PerDocument(lambda _: {})
        #: What was compared: the summaries of a document have many lines and labels in common.
        self._compared: PerDocument[dict[tuple[str, str], bool]] = PerDocument(lambda _: {})

    @functools.cached_property
    def patterns(self) -> Mapping[str, Sequence[regex.Pattern[str]]]:
        """The patterns by the names of their lists.

        Raises:
            PackError: one is not an expression.
        """
        return self._load()

    def status(self, document: Document, record: Record) -> SummaryStatus:
        """What a record of a document has as its summary.

        Raises:
            RuleError: a pattern takes too long.
        """
        known, at = self._known(document), record.anchor.start
        if at not in known:
            known[at] = of_record(document, record, self, lambda: self._judge(document, record))
        return known[at]

    def _judge(self, document: Document, record: Record) -> SummaryStatus:
        if not record.summary.value:
            return SummaryStatus.MISSING
        if is_marked(record):
            return SummaryStatus.PLACEHOLDER
        titles = {core(field.value): None for field in (record.title, record.heading) if field is not None}
        if _is_long(record.summary.value):
            reading = _Reading(titles, None)
        else:
            deadline, known = Deadline(self._rule, document), self._compared(document)
            compare = _Comparison(self.patterns, deadline, known).matches
            reading = _Reading(titles, remembered(document, (self, "patterns"), compare))
        found, names, blanks = _NOTHING, 0, 0
        for line in visible_lines(document, record.summary.span):
            said = reading.line(line)
            if said is None and _is_name(line):
                said, names = _NOTHING, names + 1
            if said is None:
                return self._whole(document, record.summary.value)
            found |= said
            blanks += not said and _BLANK.search(line.text) is not None
        if blanks > 1 and not found:
            return SummaryStatus.TEMPLATE  # a form that nobody filled in
        status = next((status for name, status in STATUSES.items() if name in found), None)
        if status in _WITH_ADVICE or (status is not None and NEXT_TO not in found):
            return status
        # Several headings are an outline, and a greeting is not an answer.
        return SummaryStatus.PRESENT if names > 1 or found else SummaryStatus.MISSING

    def _whole(self, document: Document, text: str) -> SummaryStatus:
        """The status of a summary with a line that says something by itself: it may be part of an error."""
        deadline = Deadline(self._rule, document)
        if len(text) <= _LONGEST_ERROR and _PROGRAM.match(text):
            for pattern in self.patterns.get("error", ()):
                if deadline.fullmatch(pattern, text):
                    return SummaryStatus.ERROR
        return SummaryStatus.PRESENT


class _Comparison:
    """Compares the texts of one summary with lists of patterns.

    Args:
        patterns: the patterns by the names of their lists.
        deadline: the time for it.
        known: what was compared before, to which the results are added.
    """

    def __init__(
        self,
        patterns: Mapping[str, Sequence[regex.Pattern[str]]],
        deadline: Deadline,
        known: dict[tuple[str, str], bool],
    ) -> None:
        self._patterns, self._deadline, self._known = patterns, deadline, known
        self._forms = functools.cache(_forms)

    def matches(self, wanted: tuple[str, str]) -> bool:
        """Whether a pattern of the list of a name matches all of a text."""
        found = self._known.get(wanted)
        if found is None:
            # A line may be one sentence, and that one clause: each text is compared with a list once.
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[wanted] = self._match(wanted)
        return found

    def _match(self, wanted: tuple[str, str]) -> bool:
        name, text = wanted
        return any(
            self._deadline.fullmatch(pattern, form)
            for pattern in self._patterns.get(name, ())
            for form in self._forms(text)
        )


class _Reading:
    """Reads the lines of one summary.

    Args:
        titles: the letters and digits of the record's titles.
        compare: whether a list, by its name, has a pattern of a text; None if that need not be asked.

    Every method gives the names of the lists that match in what says nothing, and None for anything else.
    """

    def __init__(
        self,
        titles: Iterable[str],
        compare: Callable[[tuple[str, str]], bool] | None,
    ) -> None:
        self._titles = titles
        self._compare = compare

    def line(self, line: Line) -> _Found | None:
        """What matches in a line."""
        if line.shows or (line.links and self._is_sentence(line.linked)):
            return None
        text = " ".join((line.text if line.links else line.text + line.linked).split())
        if len(text) > _LONGEST_LINE:
            return None
        if not any(map(str.isalnum, text)):
            marks = text and not line.links and line.kind is not LineKind.LIST  # an empty item is not a sign
            return frozenset(("placeholder",)) if marks else _NOTHING
        return self._text(text, plain=line.kind is LineKind.TEXT)

    def _is_sentence(self, linked: str) -> bool:
        """Whether the text of a link is more than a name, and not the title."""
        if any(repeats(linked, title) for title in self._titles):
            return False
        return _SENTENCE.search(unicodedata.normalize("NFKC", linked)) is not None

    def _text(self, text: str, *, plain: bool) -> _Found | None:
        if any(repeats(text, title) for title in self._titles):
            return _NOTHING
        if self._compare is None:
            return None
        found = self._part(text, plain=plain)
        if found is None:
            found = _all(self._sentence(sentence, plain=plain) for sentence in _split(_SENTENCE_END, text))
        return found

    def _sentence(self, sentence: str, *, plain: bool) -> _Found | None:
        found = self._part(sentence, plain=plain)
        if found is None:
            found = _all(self._clause(clause, plain=plain) for clause in _split(_CLAUSE_END, sentence))
        if found is None and self._matches(NEXT_TO, sentence):
            return frozenset((NEXT_TO,))
        return found

    def _clause(self, clause: str, *, plain: bool) -> _Found | None:
        if any(repeats(clause, title) for title in self._titles):
            return _NOTHING
        found = self._part(clause, plain=plain)
        if found is None and self._matches(NEXT_TO, clause):
            return frozenset((NEXT_TO,))
        return found

    def _part(self, text: str, *, plain: bool) -> _Found | None:
        """What matches all of a text; a refusal only in plain paragraphs, where a model speaks."""
        for name in STATUSES:
            if (plain or name != "refusal") and self._matches(name, text):
                return frozenset((name,))
        return _NOTHING if self._matches(LABELS, text) else None

    def _matches(self, name: str, text: str) -> bool:
        return self._compare is not None and self._compare((name, text))


def _is_long(text: str) -> bool:
    """Whether a summary is too long to say nothing, unless a program wrote it: most are, and not compared.

    Whoever writes Chinese and asks for something is longer, and says "you" or "I".
    """
    if len(text) > _LONGEST_SILENT:
        return len(text) > _LONGEST or _SPEAKS.search(text, 0, _OPENING) is None
    return not _PERSON.search(text) and sum(map(len, HAN_RUN.findall(text))) > _LONGEST_HAN


def _is_name(line: Line) -> bool:
    """Whether a line is a heading that names what should follow it."""
    shown = unicodedata.normalize("NFKC", line.text + line.linked)
    return line.kind is LineKind.HEADING and not line.shows and not _SENTENCE.search(shown.strip())


def _split(end: re.Pattern[str], text: str) -> list[str]:
    """The parts of a text that have a letter or a digit."""
    return [part for part in end.split(text) if any(map(str.isalnum, part))]


def _all(parts: Iterable[_Found | None]) -> _Found | None:
    """What is found in all parts; None if one of them says something."""
    found = _NOTHING
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def _forms(text: str) -> Iterable[str]:
    """The forms of a text that patterns are compared with.

    In half width, without spaces around Han, with and without what encloses it, and both with Traditional
    characters.
    """
    half = _BY_HAN.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
    forms = (half, _EDGES.sub("", half))
    return dict.fromkeys((*forms, *(as_traditional(form).translate(_STANDARD) for form in forms)))
