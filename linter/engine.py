"""Runs rules over a document: the entry point that the command line, tests and editors share."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from linter.diagnostics import Diagnostic
from linter.edits.guard import Allowed, Guard, Refused
from linter.errors import LinterError, RuleError
from linter.matching import correction
from linter.matching.cpu_time import CpuLimit
from linter.matching.occurrence import Occurrence
from linter.messages.phrases import fill, names, shown, template
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from linter.document import Document
    from linter.kinds import Match
    from linter.messages.phrases import Locale
    from linter.packs import Rule


#: Findings that one rule may have in one document, plus one for every four code points of it: memory is
#: finite, and no sensible rule reports every other character.
MOST_FINDINGS = 10_000
#: CPU seconds that all rules together may spend on one document, and those that each million code points of
#: it adds: about fifty times what our own rules take.
TOTAL_LIMIT = 60.0
TOTAL_PER_MILLION = 300.0
#: How many code points of a field a message shows.
_LONGEST_FIELD = 200


class CheckResult(Value):
    """The findings, in order of span and rule id, and which rules could not finish."""

    diagnostics: tuple[Diagnostic, ...]
    errors: tuple[LinterError, ...] = ()


def time_limit(document: Document) -> CpuLimit:
    """What all rules together may spend on a document, however often it is checked, from now on."""
    return CpuLimit(TOTAL_LIMIT + TOTAL_PER_MILLION * len(document.text) / 1e6)


def check(
    document: Document,
    rules: Sequence[Rule],
    limit: CpuLimit | None = None,
    find: Callable[[Document, Rule], Iterable[Match]] = lambda document, rule: rule.find(document),
) -> CheckResult:
    """Checks a document.

    The same document and rules always give the same result, whatever the order of the rules. If a rule fails,
    the others still run, and its error is part of the result.

    Args:
        document: the document.
        rules: the rules.
        limit: ends when rules that have not begun must not run; if None, it begins now.
        find: what a rule finds in the document.
    """
    limit = limit or time_limit(document)
    diagnostics: list[Diagnostic] = []
    errors: list[LinterError] = []
    most = 10 * MOST_FINDINGS + len(document.text)
    guard = Guard(document)
    occurrence = Occurrence(document.text, frozenset().union(*(rule.needs for rule in rules)))
    for rule in sorted(rules, key=lambda rule: rule.id):
        if len(diagnostics) > most:
            message = template("more than {limit} findings; '{rule}' and the rules after it did not run")
            errors.append(RuleError(message, path=document.path, rule=rule.id, limit=most))
            break
        if limit.left() <= 0:
            errors.append(_out_of_time(rule, limit, document.path))
            break
        try:
            if (rule.needs and not occurrence.any_of(rule.needs)) or _lacks_records(rule, document):
                continue
            diagnostics += _findings(document, rule, find(document, rule), guard)
        except LinterError as error:
            errors.append(error)
        except MemoryError:
            message = template("rule '{rule}' needs too much memory; the other rules ran")
            errors.append(RuleError(message, path=document.path, rule=rule.id))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one rule's bug must not end the run
            errors.append(_failed(rule, error, document.path))
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return CheckResult(tuple(diagnostics), tuple(errors))


def _lacks_records(rule: Rule, document: Document) -> bool:
    """Whether a rule finds nothing because it looks at records only."""
    return rule.of_records and not (document.records.records or document.records.broken)


def _out_of_time(rule: Rule, limit: CpuLimit, path: str) -> LinterError:
    message = template(
        "the rules together took more than {limit} seconds of CPU time; "
        "'{rule}' and the rules after it did not run"
    )
    return RuleError(message, path=path, rule=rule.id, limit=f"{limit.seconds:.3g}")


def _failed(rule: Rule, error: BaseException, path: str | None = None) -> LinterError:
    description = f"{type(error).__name__}: {error}"
    return RuleError(
        "rule '{rule}' failed ({error}); the other rules ran", path=path, rule=rule.id, error=description
    )


def compare(
    documents: Sequence[Document], rules: Sequence[Rule], facts: Sequence[Mapping[str, Sequence[Any]]]
) -> list[CheckResult]:
    """The findings of rules that compare documents with each other, for each document.

    Args:
        documents: the documents of a run.
        rules: the rules of the run; those that look at one document at a time find nothing here.
        facts: what `facts_of` returned for each document.
    """
    order = sorted(range(len(documents)), key=lambda index: documents[index].path)
    found: list[list[Diagnostic]] = [[] for _ in documents]
    guards = [Guard(document) for document in documents]
    errors: list[LinterError] = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        if rule.across is None:
            continue
        known = [facts[index].get(rule.id, ()) for index in order]
        try:
            for position, match in rule.across.compare([documents[index] for index in order], known):
                index = order[position]
                found[index].append(_diagnostic(documents[index], rule, match, guards[index]))
        except LinterError as error:
            errors.append(error)
        except (Exception, MemoryError) as error:  # noqa: BLE001 - as above
            errors.append(_failed(rule, error))
    return [
        CheckResult(
            tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)),
            tuple(errors) if index == 0 else (),
        )
        for index, diagnostics in enumerate(found)
    ]


def facts_of(document: Document, rules: Sequence[Rule]) -> dict[str, Sequence[Any]]:
    """What rules that compare documents need to remember about one, by rule id.

    A rule that fails here also fails when it checks the document by itself, and that is reported.
    """
    facts = {}
    for rule in rules:
        if rule.across is not None and not _lacks_records(rule, document):
            with contextlib.suppress(Exception):
                facts[rule.id] = rule.across.facts(document)
    return facts


def _findings(document: Document, rule: Rule, matches: Iterable[Match], guard: Guard) -> list[Diagnostic]:
    """The findings of one rule, from what it found.

    Raises:
        RuleError: there are too many.
    """
    found: list[Diagnostic] = []
    most = MOST_FINDINGS + len(document.text) // 4
    for match in matches:
        if len(found) == most:
            message = template("rule '{rule}' has more than {limit} findings; the other rules ran")
            raise RuleError(message, path=document.path, rule=rule.id, limit=most)
        found.append(_diagnostic(document, rule, match, guard))
    return found


def _diagnostic(document: Document, rule: Rule, match: Match, guard: Guard) -> Diagnostic:
    message, fix, refusal = _message(document, rule, match), match.fix, None
    end = match.span.end if fix is None else max(match.span.end, fix.edits[-1].span.end)
    if end > len(document.text):
        raise ValueError("a finding lies outside the document")
    if fix is not None:
        judged = guard.judge(fix) if match.allowed is None else match.allowed
        fix = judged.fix if isinstance(judged, Allowed) else None
        refusal = judged.reason if isinstance(judged, Refused) else None
    return Diagnostic(
        rule.id,
        rule.severity,
        match.span,
        message,
        fix,
        refusal,
        match.evidence,
        match.summary_status,
        match.places,
    )


def _message(document: Document, rule: Rule, match: Match) -> str:
    """The message of a match, or else of its rule, with the fields that it names."""
    message = rule.message if match.message is None else match.message
    fields, texts = match.fields, dict[str, str]()
    for name in names(message):
        if name in fields:
            texts[name] = _short(fields[name], rule.locale)
        elif name in correction.FIELDS:
            texts[name] = _short(correction.correction_of(name, match, document), rule.locale)
    return fill(message, texts)


def _short(value: object, locale: Locale) -> str:
    """A field as a message shows it: a finding may be a whole page."""
    text = shown(value, locale)
    return text if len(text) <= _LONGEST_FIELD else f"{text[: _LONGEST_FIELD - 1]}…"
