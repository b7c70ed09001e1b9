from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.chinese.targets import Target
from linter.diagnostics import Applicability
from linter.errors import PackError
from linter.kinds import Options
from linter.kinds.record.disorder import misplaced
from linter.metadata import from_dates
from linter.records.placeholders import DATES, SUMMARIES
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
        ("date", record(date=" [2024-02-30]"), None),
        ("date", record(date=" [unknown]"), "1: no date"),
        ("date", record(date=" [日期不詳]"), None),
        ("summary", record(body="（本集尚無摘要）"), None),
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
        "講第3: the title does not have the required form"
    ]


@pytest.mark.parametrize(
    ("params", "pages", "said"),
    [
        ({"field": "index"}, [("1.", ""), ("2.", ""), ("2.", "")], ["the number 2 comes after 2"]),
        ({"field": "index", "order": "descending"}, [("2.", ""), ("1.", "")], []),
        (
            {"field": "index", "order": "descending"},
            [("2.", ""), ("2.", "")],
            ["the number 2 comes after 2"],
        ),
        (
            {"field": "date"},
            [("1.", "2024-01-02"), ("2.", "2024-01-02"), ("3.", "2024-01-01")],
            ["the date 2024-01-01 comes after 2024-01-02"],
        ),
        ({"field": "date"}, [("1.", "2024-01-02"), ("2.", "2024-02-30"), ("3.", "2024-01-03")], []),
        (
            {"field": "date", "order": "descending"},
            [("1.", "2024-01-02"), ("2.", "2024-01-03")],
            ["the date 2024-01-03 comes after 2024-01-02"],
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
    assert make("record", params, message="{problem}").says(record()) == ["the number comes before the title"]


def test_exceptions_are_compared_with_the_title(make: Make) -> None:
    params = {"report": "missing", "field": "link"}
    tried = make("record", params, exceptions=["預告"], message="{record}")
    assert tried.says(record(title=" 預告片") + record("2.")) == ["2"]


@pytest.mark.parametrize(
    ("params", "more", "reason"),
    [
        ({"report": "missing"}, {}, "params.report: 'missing' needs the key 'field'"),
        ({"report": "malformed", "field": "title"}, {}, "'malformed' needs the key 'pattern'"),
        ({"report": "disorder", "field": "title"}, {}, "only index and date can be in order"),
        ({"report": "disorder", "field": "index", "by": "index"}, {}, "only dates can be compared by number"),
        (
            {"report": "gap", "field": "index", "by": "index"},
            {},
            "'by' is allowed only with 'report: disorder'",
        ),
        ({"report": "gap", "field": "date"}, {}, "with 'report: gap', it must be 'index'"),
        (
            {"report": "placeholder", "field": "title"},
            {},
            "with 'report: placeholder', it must be 'date' or 'summary'",
        ),
        ({"report": "invalid", "field": "index"}, {}, "with 'report: invalid', it must be 'date'"),
        ({"report": "broken", "field": "date"}, {}, "'field' is not allowed with 'report: broken'"),
        (
            {"report": "gap", "field": "index", "pattern": "1"},
            {},
            "'pattern' is allowed only with 'report: malformed'",
        ),
        (
            {"report": "broken"},
            {"fix": {"applicability": "safe"}},
            "only a date, and a missing or fenced summary, can be fixed",
        ),
    ],
)
def test_parameters_that_do_not_fit(
    make: Make, params: dict[str, Any], more: dict[str, Any], reason: str
) -> None:
    with pytest.raises(PackError, match=reason):
        make("record", params, **more)


def pages(*dates: str, start: int = 1) -> str:
    return "".join(record(f"{n}.", f" [{date}]" if date else "") for n, date in enumerate(dates, start))


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-02-29", []),
        ("2023-02-29", ["'2023-02-29' is not a calendar day (YYYY-MM-DD)"]),
        ("2024-13-01", ["'2024-13-01' is not a calendar day (YYYY-MM-DD)"]),
        ("2024/13/01", ["'2024/13/01' is not a calendar day (YYYY-MM-DD)"]),
        ("2024/1/2", ["'2024/1/2' should be written 2024-01-02"]),
        ("9999-12-31", ["'9999-12-31' is in the future"]),
        ("unknown", []),
        ("日期不詳", []),
    ],
)
def test_invalid(make: Make, date: str, said: list[str]) -> None:
    params = {"report": "invalid", "field": "date"}
    assert make("record", params, message="{problem}").says(pages(date)) == said


def test_today_is_no_future_anywhere(make: Make) -> None:
    today = dt.datetime.now(dt.UTC).date()
    tried = make("record", {"report": "invalid", "field": "date"})
    assert tried.finds(pages(today.isoformat())) == []
    assert tried.finds(pages((today + dt.timedelta(days=2)).isoformat())) == ["<summary>"]


@pytest.mark.parametrize(
    ("date", "fixed"),
    [
        ("2024/1/2", "2024-01-02"),
        ("2024.01.02", "2024-01-02"),
        ("2024年1月2日", "2024-01-02"),
        ("20240102", "2024-01-02"),
        ("20240230", "20240230"),
        ("2024-1-2", "2024-01-02"),
        ("2024/1-2", "2024/1-2"),
        ("9999-01-01", "9999-01-01"),
    ],
)
def test_another_spelling_of_a_day_is_rewritten(make: Make, date: str, fixed: str) -> None:
    tried = make("record", {"report": "invalid", "field": "date"}, fix={"applicability": "safe"})
    assert tried.fixes(pages(date)) == pages(fixed)


def test_placeholders_are_found_in_every_language(make: Make) -> None:
    date = make("record", {"report": "placeholder", "field": "date"}, message="{problem}")
    summary = make("record", {"report": "placeholder", "field": "summary"}, message="{problem}")
    for sign in DATES.values():
        assert date.says(pages(sign)) == ["no date"]
    for sign in SUMMARIES.values():
        assert summary.says(record(body=sign)) == ["no summary"]
        assert summary.says(record(body=f"{sign}。")) == []


@pytest.mark.parametrize(
    ("options", "more", "date", "summary"),
    [
        (Options(), {}, "日期不詳", "（本集尚無摘要）"),
        (Options(Target.MAINLAND), {}, "日期不详", "（本集尚无摘要）"),
        (Options(), {"language": "en"}, "date unknown", "(No summary yet)"),
    ],
)
def test_placeholders_are_written_on_request_only(
    make: Make, options: Options, more: dict[str, str], date: str, summary: str
) -> None:
    fix = {"applicability": "safe", **more}
    tried = make("record", {"report": "missing", "field": "date"}, fix=fix, options=options)
    assert tried.fixes(pages("unknown")) == pages("unknown")
    assert tried.fixes(pages("unknown"), Applicability.UNSAFE) == pages(date)
    fix["applicability"] = "unsafe"
    tried = make("record", {"report": "missing", "field": "summary"}, fix=fix, options=options)
    assert tried.fixes(record(body=""), Applicability.UNSAFE) == record(body=summary)


def test_a_placeholder_gives_way_to_the_metadata(make: Make) -> None:
    options = Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"}))
    link = "[影片](https://youtu.be/aB3_dE6-hI9)\n\n# 甲\n\n文。"
    params = {"report": "placeholder", "field": "date"}
    tried = make("record", params, fix={"applicability": "safe"}, options=options)
    assert tried.fixes(record(date=" [日期不詳]", body=link)) == record(date=" [2024-05-06]", body=link)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2021-06-11", "", "", "2021-06-14"], ["between 2021-06-11 and 2021-06-14, by its neighbours"] * 2),
        (["2021-06-14", "", "2021-06-11"], ["between 2021-06-11 and 2021-06-14, by its neighbours"]),
        (["2021-06-11", "", "2021-06-11"], ["its neighbours are both dated 2021-06-11"]),
        (["2021-06-11", ""], ["not before 2021-06-11, by its neighbours"]),
        (["", "2021-06-11"], ["not after 2021-06-11, by its neighbours"]),
        (["2021-06-14", "2021-06-11", ""], ["not after 2021-06-11, by its neighbours"]),
        (["", ""], ["", ""]),
        (["2021-06-11", "2021-06-13", "", "2021-06-12", "2021-06-14"], [""]),
    ],
)
def test_what_neighbours_say(make: Make, dates: list[str], said: list[str]) -> None:
    tried = make("record", {"report": "missing", "field": "date"}, message="{problem}")
    assert tried.says(pages(*dates)) == [f"no date; {bounds}" if bounds else "no date" for bounds in said]


def test_the_order_of_the_page_does_not_matter_to_neighbours(make: Make) -> None:
    tried = make("record", {"report": "missing", "field": "date"}, message="{problem}")
    page = record("3.", " [2021-06-14]") + record("1.", " [2021-06-11]") + record("2.", "")
    assert tried.says(page) == ["no date; between 2021-06-11 and 2021-06-14, by its neighbours"]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["01", "02", "03", "04"], []),
        (["04", "03", "02", "01"], []),
        (["01", "01", "", "01"], []),
        (["01", "09", "02", "03", "04"], ["2024-01-09 is later than 2024-01-02, the date of record 3"]),
        (["03", "04", "05", "06", "01"], ["2024-01-01 is earlier than 2024-01-06, the date of record 4"]),
        (["09", "08", "01", "07", "06"], ["2024-01-01 is earlier than 2024-01-07, the date of record 4"]),
        (["05", "01", "04", "02", "03"], []),
        (["15", "01", "16", "17"], ["2024-01-01 is earlier than 2024-01-15, the date of record 1"]),
        (["17", "30", "16", "15"], ["2024-01-30 is later than 2024-01-17, the date of record 1"]),
        (["01", "02", "03", "30", "05"], ["2024-01-30 is later than 2024-01-05, the date of record 5"]),
        (["01", "08", "03", "22", "29"], ["2024-01-03 is earlier than 2024-01-08, the date of record 2"]),
        (["01", "20", "15", "22", "29"], ["2024-01-20 is later than 2024-01-15, the date of record 3"]),
    ],
)
def test_dates_by_number(make: Make, dates: list[str], said: list[str]) -> None:
    params = {"report": "disorder", "field": "date", "by": "index"}
    tried = make("record", params, message="{problem}")
    days = [f"2024-01-{date}" if date else "" for date in dates]
    assert tried.says(pages(*days)) == said
    back = "".join(reversed([record(f"{n}.", f" [{day}]" if day else "") for n, day in enumerate(days, 1)]))
    assert tried.says(back) == said


def test_of_two_days_the_one_that_fits_neither_neighbour_is_misplaced() -> None:
    days = ["2024-05-06", "2024-05-13", "2023-05-20", "2023-05-27", *(f"2024-06-{n:02}" for n in range(1, 9))]
    assert misplaced(days) == [(2, 1), (3, 1)]
    falling = [f"20{24 - number}-01-01" for number in (0, 1, 9, 3, 4, 5)]
    assert misplaced(falling) == [(2, 3)]


def test_many_dates_in_no_order_take_little_time() -> None:
    days = [f"20{20 + number % 7}-01-{1 + number % 28:02}" for number in range(20_000)]
    assert misplaced(days) == []


@given(st.lists(st.integers(1, 28), max_size=12))
def test_the_fewest_dates_are_misplaced(numbers: list[int]) -> None:
    days = [f"2024-01-{number:02}" for number in numbers]
    out = {place for place, _ in misplaced(days, falling=False)}
    kept = [day for place, day in enumerate(days) if place not in out]
    longest = max(
        (
            len(some)
            for n in range(len(days) + 1)
            for some in combinations(days, n)
            if list(some) == sorted(some)
        ),
        default=0,
    )
    if 4 * longest >= 3 * len(days):
        assert kept == sorted(kept)
        assert len(kept) == longest
        for place, other in misplaced(days, falling=False):
            assert (days[place] > days[other]) == (place < other)
    else:
        assert not out


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1, 2, 3], []),
        ([1, 2, 4], ["no record 3"]),
        ([4, 2, 1], ["no record 3"]),
        ([1, 2, 3, 9], ["no records 4 to 8"]),
        ([9, 8, 1, 7, 6], ["no records 2 to 5"]),
        ([1, 2, 999_999_999], ["no records 3 to 999999998"]),
        ([3, 17, 40], []),
        ([1, 5], []),
        ([], []),
        ([1, 2, 4, 3], []),
    ],
)
def test_gap(make: Make, numbers: list[int], said: list[str]) -> None:
    tried = make("record", {"report": "gap", "field": "index"}, message="{problem}")
    assert tried.says("".join(record(f"{number}.") for number in numbers)) == said
