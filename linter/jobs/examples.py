"""Runs the examples of rules: findings must be exactly where they are marked, fixes exact and final."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import FixError
from linter.fixing.fixer import fix
from linter.kinds import Options
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.metadata import from_dates
from linter.regions import MARKUP_KINDS, RegionKind
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.diagnostics import Refusal
    from linter.packs import Example, Rule

#: How many valid examples (near misses) a rule must have, one of them in a protected region.
_LEAST_VALID = 2


class Verdict(enum.StrEnum):
    """The result of an example; the first two are those that pass."""

    REPORTED = "Reported"  #: an invalid example: found where it is marked, nowhere else, and fixed as it says
    SILENT = "Silent"  #: a valid example: nothing found
    MISSING = "Missing"  #: something marked was not found, or an example that a rule must have is missing
    NOISY = "Noisy"  #: something was found that is not marked
    WRONG = "Wrong"  #: found, but fixed differently; or the rule failed

    @property
    def passes(self) -> bool:
        """Whether the rule did what the example says."""
        return self in (Verdict.REPORTED, Verdict.SILENT)


#: The tags of a record.
_FRAME = lazy_re(r"</?(?:details|summary|br)[^>]*>", re.IGNORECASE)


class Outcome(Value):
    """The result of one example, or of the search for one that a rule must have."""

    rule: str
    verdict: Verdict
    path: str
    line: int
    number: int
    """The example's 1-based number; 0 if the outcome is about the rule."""
    reason: Phrase | None = None


def run_examples(rules: Sequence[Rule], load: Callable[[Options], Mapping[str, Rule]]) -> Iterator[Outcome]:
    """Yields the outcome of every example, rule by rule, those about the rule itself first.

    Args:
        rules: the rules in question.
        load: gives the rules by id as they run with some options: an example may be for another variant of
            Chinese, or have metadata.
    """
    for rule in rules:
        yield from _about(rule)
        for number, example in enumerate(rule.examples, 1):
            verdict, reason = judge(load(options_of(example))[rule.id], example)
            yield Outcome(rule.id, verdict, example.path, example.line, number, reason)


def options_of(example: Example) -> Options:
    """The options that an example is for."""
    options = Options()
    metadata = from_dates(example.dates) if example.dates is not None else None
    return Options(example.variant or options.target, metadata)


def _about(rule: Rule) -> Iterator[Outcome]:
    """Examples that a rule must have and lacks."""
    valid = [example for example in rule.examples if not example.spans]
    lacks: list[Phrase] = []
    if not any(example.spans for example in rule.examples):
        lacks.append(Phrase("it has no invalid example, so nothing shows what it finds"))
    if len(valid) < _LEAST_VALID:
        lacks.append(Phrase("it needs two valid examples, near misses that it must leave alone"))
    elif not any(_is_protected(example.text) for example in valid):
        lacks.append(
            Phrase("none of its valid examples is in code, an address, a tag, maths or front matter")
        )
    if "fix" in rule.source and not any(example.fixed is not None for example in rule.examples):
        fixes = rule.source["fix"].get("applicability") != str(Applicability.DISPLAY)
        if fixes:
            lacks.append(Phrase("it has a fix, and no example says 'fixed'"))
    for reason in lacks:
        yield Outcome(rule.id, Verdict.MISSING, rule.path, rule.line, 0, reason)


def _is_protected(text: str) -> bool:
    return any(
        region.kind is not RegionKind.PROSE
        and region.kind not in MARKUP_KINDS
        and not _FRAME.fullmatch(region.span.text(text))
        for region in Document(text).regions
    )


def judge(rule: Rule, example: Example) -> tuple[Verdict, Phrase | None]:
    """Runs a rule over one of its examples.

    Returns:
        The verdict and, unless the example passes, the reason.
    """
    document = Document(example.text)
    result = check(document, [rule])
    if result.errors:
        return Verdict.WRONG, Phrase("{reason}", reason=result.errors[0].phrase)
    found = [(diagnostic.span.start, diagnostic.span.end) for diagnostic in result.diagnostics]
    missing = [span for span in example.spans if span not in found]
    extra = [span for span in found if span not in example.spans]
    if missing:
        return Verdict.MISSING, _missing(example.text, missing, extra)
    if extra or len(found) != len(example.spans):
        reason = Phrase("found, but not marked: {found}", found=_quoted(example.text, extra or found))
        return Verdict.NOISY, reason
    wrong = _wrong_fix(document, rule, example.text if example.fixed is None else example.fixed)
    if wrong is not None:
        return Verdict.WRONG, wrong
    return (Verdict.REPORTED if example.spans else Verdict.SILENT), None


def _missing(text: str, missing: list[tuple[int, int]], extra: list[tuple[int, int]]) -> Phrase:
    if extra:
        return Phrase(
            "not found: {missing}; found instead: {found}",
            missing=_quoted(text, missing),
            found=_quoted(text, extra),
        )
    return Phrase("not found: {missing}", missing=_quoted(text, missing))


def _wrong_fix(document: Document, rule: Rule, wanted: str) -> Phrase | None:
    """What is wrong with the text after all safe and unsafe fixes."""
    try:
        result = fix(document, [rule], Applicability.UNSAFE)
        again = fix(result.document, [rule], Applicability.UNSAFE)
    except FixError as error:
        return error.phrase
    text = result.document.text
    if text != wanted:
        refusals = (diagnostic.refusal for diagnostic in result.left.diagnostics)
        refusal = next((refusal for refusal in refusals if refusal is not None), None)
        return _not_as_wanted(document.text, text, wanted, refusal)
    if again.document.text != text:
        return Phrase("fixing again makes it {text}", text=_shown(again.document.text))
    return None


def _not_as_wanted(old: str, new: str, wanted: str, refusal: Refusal | None) -> Phrase:
    if new == old:
        if refusal is None:
            return Phrase("it was not fixed; 'fixed' says {wanted}", wanted=_shown(wanted))
        return Phrase(
            "it was not fixed: {reason}; 'fixed' says {wanted}", reason=refusal.phrase, wanted=_shown(wanted)
        )
    if wanted == old:
        return Phrase("fixed to {text}, but the example has no 'fixed'", text=_shown(new))
    if refusal is None:
        return Phrase("fixed to {text}, not to {wanted}", text=_shown(new), wanted=_shown(wanted))
    return Phrase(
        "fixed to {text}, not to {wanted}; one fix was not made: {reason}",
        text=_shown(new),
        wanted=_shown(wanted),
        reason=refusal.phrase,
    )


def _quoted(text: str, spans: list[tuple[int, int]]) -> str:
    return ", ".join(_shown(text[start:end]) for start, end in spans)


def _shown(text: str) -> str:
    """A text between quotes, on one line."""
    return (
        "'" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'"
    )
