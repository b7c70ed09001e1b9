"""Findings of many places: each place is fixed by itself."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from linter.document import Document
from linter.engine import check
from linter.fixing.choice import apart, choose
from linter.fixing.fixer import fix
from linter.jobs.rows import dump, load
from linter.kinds import Match
from linter.packs import Rule
from linter.reporters import text as text_report
from linter.reporters.report import FileReport, Run
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def rule(name: str, news: Mapping[str, str], *, together: bool) -> Rule:
    """A rule that replaces texts by others: in one finding, or in one each."""

    def find(document: Document) -> Iterator[Match]:
        found = list(re.finditer("|".join(news), document.text))
        for some in [found] if together else [[match] for match in found]:
            edits = tuple(Edit(Span(*match.span()), news[match[0]]) for match in some)
            places = tuple(match.span() for match in some) if together else ()
            if some:
                fix = Fix(edits, Applicability.SAFE)
                yield Match(edits[0].span, {}, fix, places=places, message="all" if together else None)

    return Rule(name, Severity.INFO, "m", find, "test")


NEWS = {"甲": "1", "乙": "2", "丙": "3", "丁": "4"}
#: Rules whose fixes touch those places, or would do damage.
OTHERS = [
    [],
    [{"乙戊": "乙己"}],
    [{"戊甲": "甲"}],
    [{"己": "甲甲", "甲丙": "丁"}],
    [{"甲": "<b>"}],
]


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("text", ["甲乙戊丙丁", "戊甲乙戊丙己丁", "己甲丙己", "甲\n\n己乙\n\n丙己戊甲 文"])
@pytest.mark.parametrize("damage", ["2", "<b>"])
def test_places_of_one_finding_are_fixed_as_single_findings_are(
    damage: str, text: str, others: list[dict[str, str]]
) -> None:
    news = {**NEWS, "乙": damage}
    more = [rule(f"other-{n}", other, together=False) for n, other in enumerate(others)]
    one, each = (
        fix(Document(text), [rule("p", news, together=together), *more], Applicability.SAFE)
        for together in (True, False)
    )
    assert one.document.text == each.document.text
    assert [str(error) for error in one.left_out] == [str(error) for error in each.left_out]
    assert len(one.applied) <= len(each.applied)


def found(text: str, news: Mapping[str, str] = NEWS) -> Diagnostic:
    (diagnostic,) = check(Document(text), [rule("p", news, together=True)]).diagnostics
    return diagnostic


def test_a_fix_that_touches_one_place_does_not_hold_back_the_others() -> None:
    first = Diagnostic(
        "a", Severity.INFO, Span(0, 1), "m", Fix((Edit(Span(0, 1), "文"),), Applicability.SAFE)
    )
    other, many = choose([found("戊甲 乙 丙"), first], Applicability.SAFE)
    assert other == first
    assert many.places == ((3, 4), (5, 6))
    assert many.span == Span(3, 4)
    assert many.fix is not None
    assert [edit.content for edit in many.fix.edits] == ["2", "3"]


def test_a_finding_is_chosen_whole_if_nothing_is_in_the_way() -> None:
    diagnostic = found("甲 乙")
    assert choose([diagnostic], Applicability.SAFE) == [diagnostic]
    assert [(one.span, len(one.places)) for one in apart(diagnostic)] == [(Span(0, 1), 1), (Span(2, 3), 1)]


def test_what_a_later_pass_finds_in_many_places_is_reported_where_it_was() -> None:
    rules = [rule("first", {"己": "戊甲甲"}, together=False), rule("p", {"戊甲": "乙"}, together=True)]
    result = fix(Document("己文己"), rules, Applicability.SAFE)
    assert result.document.text == "乙甲文乙甲"
    (later,) = (one for one in result.applied if one.rule == "p")
    assert later.places == ((0, 1), (2, 3))


def test_what_must_not_be_fixed_is_left_out_of_a_finding() -> None:
    result = fix(Document("甲 乙 丙"), [rule("p", {**NEWS, "乙": "<b>"}, together=True)], Applicability.SAFE)
    assert result.document.text == "1 乙 3"
    (left,) = result.left.diagnostics
    assert left.fix is None
    assert left.refusal is not None


def test_a_verbose_report_lists_the_places() -> None:
    long = "文" * 50
    document = Document(f"文 甲\n\n乙{long}")
    (diagnostic,) = check(
        document, [rule("p", {"甲": "一", f"乙{long}": f"二{long}"}, together=True)]
    ).diagnostics
    stream = StringIO()
    text_report.write(Run([FileReport("<text>", document, (diagnostic,))], (), verbose=True), stream)
    assert stream.getvalue().splitlines()[:-1] == [
        "<text>:1:3: p: all",
        "  1 | 文 甲",
        "    |    ^^",
        "  1:3: 甲 → 一",
        f"  3:1: 乙{'文' * 38}… → 二{'文' * 38}…",
    ]
    assert text_report.recognises(stream.getvalue())
    stream = StringIO()
    text_report.write(Run([FileReport("<text>", document, (diagnostic,))], ()), stream)
    assert "1:3: 甲" not in stream.getvalue()


def test_places_are_remembered() -> None:
    document = Document("甲 乙")
    report = FileReport(document.path, document, (found("甲 乙"),))
    assert load(document, dump(report)) == report
