"""The mode `missing`: the record does not have the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Fix
from linter.kinds.record.dates import undated
from linter.kinds.record.reading import field_of, match_at, named_records
from linter.matching import schemas
from linter.matching.expressions import compile_text
from linter.matching.spec import SpecError
from linter.matching.summaries import LABELS, NEXT_TO, STATUSES
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, is_marked
from linter.records.placeholders import SUMMARIES
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec

#: The lists of patterns that a rule may have.
LISTS = frozenset((*STATUSES, LABELS, NEXT_TO))
#: How many code points of a summary a message shows.
_SHOWN = 40
_WHAT = (
    "For `missing`, of a summary: patterns of {what}. They match all of a line, a sentence or a clause, "
    "without what encloses it; case does not count, and Simplified text is compared as Traditional, too."
)
PARAMS = schemas.mode(
    ("field",),
    status=schemas.several(
        "For `missing`, of a summary: what is found; all if not given.",
        *(status.value for status in SummaryStatus if status is not SummaryStatus.PRESENT),
    ),
    placeholder=schemas.texts(_WHAT.format(what="words that say that there is none")),
    template=schemas.texts(_WHAT.format(what="a template that nobody filled in")),
    error=schemas.texts(_WHAT.format(what="the message of a program that failed")),
    refusal=schemas.texts(_WHAT.format(what="what a model says that could not write one")),
    labels=schemas.texts(_WHAT.format(what="a label or a heading that names what should follow")),
    next_to=schemas.texts(_WHAT.format(what="what says nothing only next to one of these")),
)
FIXABLE: tuple[str, ...] = ("date", "summary")


def finder(spec: RuleSpec, options: Options) -> Finder:
    """Finds the records without the field."""
    name: str = spec.params["field"]
    if name != "summary":
        own = next((key for key in ("status", *sorted(LISTS)) if key in spec.params), None)
        if own is not None:
            raise SpecError("only a summary has this", "params", own)
    if name == "date":
        return lambda document: undated(document, spec, options, DateStatus.MISSING)
    if name == "summary":
        return lambda document: _empty_summaries(document, spec, options)
    return lambda document: _missing(document, name)


def _missing(document: Document, name: str) -> Iterator[Match]:
    for record, number in named_records(document):
        if field_of(record, name) is None:
            yield match_at(record, number, Phrase("no {field}", field=FIELD_NAMES[name]))


def patterns_of(spec: RuleSpec) -> dict[str, regex.Pattern[str]]:
    """The patterns that a rule has for summaries that say nothing, by the names of their lists.

    Those of a list are compiled as one, which is faster to search.

    Raises:
        SpecError: one is not an expression.
    """
    return {name: _joined(spec, name) for name in sorted(LISTS) if name in spec.params}


def _joined(spec: RuleSpec, name: str) -> regex.Pattern[str]:
    listed = spec.params[name]
    try:
        return compile_text(spec, "|".join(f"(?i:{pattern})" for pattern in listed), "params", name)
    except SpecError:
        for index, pattern in enumerate(listed):
            compile_text(spec, pattern, "params", name, index)  # raises at the one that is wrong
        raise


def _empty_summaries(document: Document, spec: RuleSpec, options: Options) -> Iterator[Match]:
    wanted = frozenset(spec.params.get("status", SummaryStatus))
    for record, number in named_records(document):
        status = options.summaries.status(document, record)
        if status is SummaryStatus.PRESENT or status not in wanted or is_marked(record):
            continue
        shown = " ".join(record.summary.value.split())
        fix = None
        if spec.fix is not None and record.summary_gap is not None:
            placeholder = SUMMARIES[spec.fix.get("language", options.target.value)]
            fix = Fix((record.summary_gap.filled(placeholder),), spec.applicability)
        problem = Phrase("no {field}", field=FIELD_NAMES["summary"])
        if shown:
            problem = Phrase("{problem}, only {what}", problem=problem, what=_instead(status, shown))
        found = match_at(record, number, problem, fix, match=shown)
        yield replace(found, summary_status=status.value)


def _instead(status: SummaryStatus, shown: str) -> Phrase:
    """What a record has in place of a summary, in words."""
    text = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    match status:
        case SummaryStatus.PLACEHOLDER:
            return Phrase("the placeholder '{text}'", text=text)
        case SummaryStatus.TEMPLATE:
            return Phrase("the unfilled template '{text}'", text=text)
        case SummaryStatus.ERROR:
            return Phrase("the error message '{text}'", text=text)
        case SummaryStatus.REFUSAL:
            return Phrase("what a model says that had no text: '{text}'", text=text)
        case _:
            return Phrase("a heading, a link or the title: '{text}'", text=text)
