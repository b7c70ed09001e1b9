from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.errors import PackError
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make


@pytest.mark.parametrize(
    ("field", "page", "problem"),
    [
        ("title", record(title=""), "1: no title"),
        ("title", record(), None),
        ("link", record(), "1: no link"),
        ("link", record(body="[影片](https://youtu.be/aB3_dE6-hI9)"), None),
        ("date", record(date=""), "1: no date"),
        ("date", record(date=" [2024-02-30]"), "1: '2024-02-30' is no calendar day (YYYY-MM-DD)"),
        ("summary", record(body=""), "1: no summary"),
        ("heading", record(), "1: no heading"),
    ],
)
def test_missing(make: Make, field: str, page: str, problem: str | None) -> None:
    tried = make("record", {"report": "missing", "field": field}, message="{record}: {problem}")
    assert tried.says(page) == ([problem] if problem else [])


def test_malformed(make: Make) -> None:
    params = {"report": "malformed", "field": "title", "pattern": r"第\d+講.*"}
    tried = make("record", params, message="{match}: {problem}")
    assert tried.says(record(title=" 第3講 乙") + record(title=" 講第3")) == [
        "講第3: the title does not have the form wanted"
    ]


@pytest.mark.parametrize(
    ("params", "pages", "said"),
    [
        ({"field": "index"}, [("1.", ""), ("2.", ""), ("2.", "")], ["the number 2 stands after 2"]),
        ({"field": "index", "order": "descending"}, [("2.", ""), ("1.", "")], []),
        (
            {"field": "index", "order": "descending"},
            [("2.", ""), ("2.", "")],
            ["the number 2 stands after 2"],
        ),
        (
            {"field": "date"},
            [("1.", "2024-01-02"), ("2.", "2024-01-02"), ("3.", "2024-01-01")],
            ["the date 2024-01-01 stands after 2024-01-02"],
        ),
        ({"field": "date"}, [("1.", "2024-01-02"), ("2.", "2024-02-30"), ("3.", "2024-01-03")], []),
        (
            {"field": "date", "order": "descending"},
            [("1.", "2024-01-02"), ("2.", "2024-01-03")],
            ["the date 2024-01-03 stands after 2024-01-02"],
        ),
    ],
)
def test_disorder(make: Make, params: dict[str, Any], pages: list[tuple[str, str]], said: list[str]) -> None:
    tried = make("record", {"report": "disorder", **params}, message="{problem}")
    assert tried.says("".join(record(number, f" [{date}]" if date else "") for number, date in pages)) == said


def test_fields_in_order(make: Make) -> None:
    params = {"report": "disorder", "field": "title", "after": "date"}
    assert make("record", params).finds(record()) == []
    params = {"report": "disorder", "field": "index", "after": "title"}
    assert make("record", params, message="{problem}").says(record()) == [
        "the number stands before the title"
    ]


def test_exceptions_are_compared_with_the_title(make: Make) -> None:
    params = {"report": "missing", "field": "link"}
    tried = make("record", params, exceptions=["預告"], message="{record}")
    assert tried.says(record(title=" 預告片") + record("2.")) == ["2"]


@pytest.mark.parametrize(
    ("params", "more", "reason"),
    [
        ({"report": "missing"}, {}, "'missing' needs a 'field'"),
        ({"report": "malformed", "field": "title"}, {}, "'malformed' needs a 'pattern'"),
        ({"report": "disorder", "field": "title"}, {}, "only index and date can be in order"),
        (
            {"report": "broken"},
            {"fix": {"applicability": "safe"}},
            "only a missing date, and a missing or fenced summary, can be fixed",
        ),
    ],
)
def test_parameters_that_do_not_fit(
    make: Make, params: dict[str, Any], more: dict[str, Any], reason: str
) -> None:
    with pytest.raises(PackError, match=reason):
        make("record", params, **more)
