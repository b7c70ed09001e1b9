from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability, Diagnostic, Edit, EditKind, Fix, Severity, apply_edits
from linter.document import Document
from linter.errors import FixError
from linter.fixing.fixer import fix
from linter.fixing.verify import difference
from linter.formats import read_document
from linter.kinds import Match, Options
from linter.metadata import from_dates
from linter.packs import Rule
from linter.spans import Span
from tests.conftest import SEEDS, load_rules, page, protected

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFTS = sorted((SEEDS / "drafts").glob("*.md"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
@pytest.mark.parametrize("least", [Applicability.SAFE, Applicability.UNSAFE])
def test_fixing_twice_equals_fixing_once(path: object, least: Applicability, rules: tuple[Rule, ...]) -> None:
    document = Document.from_bytes(path.read_bytes(), str(path))  # type: ignore[attr-defined]  # a Path
    once = fix(document, rules, least)
    assert bool(once.applied) == ("broken" not in path.name)  # type: ignore[attr-defined]
    assert fix(once.document, rules, least).applied == ()
    wrapped = [each for each in protected(document) if not each.startswith("```markdown")]
    assert protected(once.document) == wrapped  # but for the summary that was a block of code


def test_the_order_of_rules_does_not_matter(rules: tuple[Rule, ...]) -> None:
    document = Document(DRAFTS[-1].read_text(encoding="utf-8"))
    expected = fix(document, rules, Applicability.SAFE).document.text
    shuffled = list(rules)
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    assert fix(document, shuffled, Applicability.SAFE).document.text == expected


def test_applied_edits_of_one_pass_reproduce_the_result(rules: tuple[Rule, ...]) -> None:
    text = "在.rl中，避免幹擾，依賴於_sampling_ 的"
    result = fix(Document(text), rules, Applicability.SAFE)
    edits = sorted(edit for each in result.applied if each.fix for edit in each.fix.edits)
    assert apply_edits(text, edits) == result.document.text == "在 rl 中，避免干擾，依賴於 sampling 的"


def make_rule(name: str, pattern: str, new: str) -> Rule:
    """A rule that replaces the first match of a pattern."""

    def find(document: Document) -> Iterator[Match]:
        match = re.search(pattern, document.text)
        if match is not None:
            span = Span(*match.span())
            yield Match(span, {}, Fix((Edit(span, new),), Applicability.SAFE))

    return Rule(name, Severity.INFO, "m", find, "test")


def test_fixes_that_undo_each_other_are_named() -> None:
    rules = [make_rule("there", "甲", "乙"), make_rule("back", "乙", "甲"), *load_rules(select=["stray-dot"])]
    with pytest.raises(FixError) as caught:
        fix(Document("甲在.rl中"), rules, Applicability.SAFE)
    assert str(caught.value) == "<text>:1: not fixed: the fixes of back, there undo each other ('乙', '甲')"


def test_fixes_that_never_end_are_named() -> None:
    with pytest.raises(FixError, match="not fixed: the fixes of more would change their own text again"):
        fix(Document("甲"), [make_rule("more", "甲", "甲甲")], Applicability.SAFE)


def test_fixes_converge_in_a_hundred_passes_or_never() -> None:
    rules = [make_rule("one-by-one", "甲", "乙")]
    assert fix(Document("甲" * 100), rules, Applicability.SAFE).document.text == "乙" * 100
    with pytest.raises(
        FixError, match="not fixed: the fixes of one-by-one would change their own text again"
    ):
        fix(Document("甲" * 101), rules, Applicability.SAFE)


def test_a_text_may_exceed_twice_its_length_by_a_thousand_code_points() -> None:
    def grow(length: int) -> str:
        rules = [make_rule("one", "甲", "乙"), make_rule("two", "乙", "丙" * length)]
        return fix(Document("甲"), rules, Applicability.SAFE).document.text

    assert grow(1002) == "丙" * 1002
    with pytest.raises(FixError, match="not fixed: the fixes of two would change their own text again"):
        grow(1003)
    # What one pass writes cannot be a loop.
    assert fix(Document("甲"), [make_rule("one", "甲", "丙" * 2000)], Applicability.SAFE).applied


def test_growth_has_a_limit_from_the_first_pass_on() -> None:
    rules = [make_rule("good", "乙", "丙"), make_rule("more", "甲", "丙" * 20_000)]
    with pytest.raises(FixError) as caught:
        fix(Document("甲乙"), rules, Applicability.SAFE)
    assert str(caught.value) == "<text>: not fixed: more would write 19999 characters into a text of 2"


def test_fixes_that_go_on_together_are_named() -> None:
    rules = [make_rule("one", "甲", "乙甲"), make_rule("two", "$", "丙")]
    with pytest.raises(FixError, match="not fixed: the fixes of one, two keep changing each other's text"):
        fix(Document("甲丁"), rules, Applicability.SAFE)


@pytest.mark.parametrize(
    ("first", "second", "span"),
    [
        # A deletion: the text next to it is where it was.
        (("乙", ""), ("甲(?=丙)", "丁"), (0, 1)),
        (("乙", ""), ("(?<=甲)丙", "丁"), (2, 3)),
        (("乙", ""), ("甲丙", "丁"), (0, 3)),
        (("乙", ""), ("(?<=甲)(?=丙)", "丁"), (2, 2)),
        # A replacement: all of the new text is where the old text was.
        (("乙", "戊己"), ("己", "丁"), (1, 2)),
        (("乙", "戊己"), ("戊", "丁"), (1, 2)),
        (("乙", "戊己"), ("甲(?=戊)", "丁"), (0, 1)),
        (("乙", "戊己"), ("(?<=己)丙", "丁"), (2, 3)),
        (("乙", "戊己"), ("己丙", "丁"), (1, 3)),
        # An insertion: its text is between two code points.
        (("(?<=乙)(?=丙)", "戊"), ("戊", "丁"), (2, 2)),
        (("(?<=乙)(?=丙)", "戊"), ("乙(?=戊)", "丁"), (1, 2)),
        (("(?<=乙)(?=丙)", "戊"), ("(?<=戊)丙", "丁"), (2, 3)),
        (("(?<=乙)(?=丙)", "戊"), ("(?<=戊丙)庚", "丁"), (3, 4)),
    ],
)
def test_what_a_later_pass_edits_is_reported_where_it_was(
    first: tuple[str, str], second: tuple[str, str], span: tuple[int, int]
) -> None:
    rules = [make_rule("first", *first), make_rule("second", *second)]
    applied = fix(Document("甲乙丙庚"), rules, Applicability.SAFE).applied
    (diagnostic,) = (diagnostic for diagnostic in applied if diagnostic.rule == "second")
    assert diagnostic.fix is not None
    assert [(edit.span.start, edit.span.end) for edit in diagnostic.fix.edits] == [span]
    assert (diagnostic.span.start, diagnostic.span.end) == span


@pytest.mark.parametrize(
    ("parts", "span", "content"),
    [
        (("戊", "庚"), (1, 2), "子丑"),  # both within the text that replaced 乙
        (("甲", "庚"), (0, 1), "子"),
        (("戊", "己庚丙"), (1, 3), "子丑"),
        (("甲戊", "庚"), (0, 2), "子丑"),
    ],
)
def test_edits_of_one_fix_that_were_in_one_place_are_joined(
    parts: tuple[str, str], span: tuple[int, int], content: str
) -> None:
    def find(document: Document) -> Iterator[Match]:
        if "戊己庚" in document.text:
            spans = [Span(*re.search(part, document.text).span()) for part in parts]  # type: ignore[union-attr]
            edits = tuple(
                Edit(span, new, kind)
                for span, new, kind in zip(spans, "子丑", (EditKind.FENCE, EditKind.WORDS), strict=True)
            )
            yield Match(Span(spans[0].start, spans[-1].end), {}, Fix(edits, Applicability.SAFE))

    second = Rule("second", Severity.INFO, "m", find, "test")
    applied = fix(
        Document("甲乙丙"), [make_rule("first", "乙", "戊己庚"), second], Applicability.SAFE
    ).applied
    (diagnostic,) = (diagnostic for diagnostic in applied if diagnostic.rule == "second")
    assert diagnostic.fix is not None
    edit = diagnostic.fix.edits[0]
    assert ((edit.span.start, edit.span.end), edit.content) == (span, content)
    # Kinds are the guard's, and all of these are words.
    assert {edit.kind for edit in diagnostic.fix.edits} == {EditKind.WORDS}


def test_fixes_that_touch_wait_for_the_next_pass() -> None:
    rules = [make_rule("one", "甲", "丙"), make_rule("two", "乙", "丁")]
    result = fix(Document("甲乙"), rules, Applicability.SAFE)
    assert result.document.text == "丙丁"
    assert [each.rule for each in result.applied] == ["one", "two"]


def test_a_rule_may_not_edit_what_is_protected() -> None:
    result = fix(Document("`甲` 甲"), [make_rule("r", "甲", "乙")], Applicability.SAFE)
    assert result.document.text == "`甲` 甲"
    assert result.left.diagnostics[0].fix is None


def test_a_fix_that_does_damage_is_left_out() -> None:
    rules = [make_rule("good", "乙", "丙"), make_rule("bad", "甲", "<b>")]
    result = fix(Document("乙\n\n甲"), rules, Applicability.SAFE)
    (error,) = result.left_out
    assert str(error).startswith("<text>:3: not fixed, because of bad: it would change code, an address")
    assert result.document.text == "丙\n\n甲"
    assert [each.rule for each in result.left.diagnostics] == ["bad"]
    assert fix(result.document, rules, Applicability.SAFE).document.text == result.document.text


def many(name: str, news: dict[str, str]) -> Rule:
    """A rule that replaces each of some texts by another."""

    def find(document: Document) -> Iterator[Match]:
        for match in re.finditer("|".join(news), document.text):
            span = Span(*match.span())
            yield Match(span, {}, Fix((Edit(span, news[match[0]]),), Applicability.SAFE))

    return Rule(name, Severity.INFO, "m", find, "test")


@pytest.mark.parametrize("place", range(5))
def test_the_fix_that_does_damage_is_found_among_many(place: int) -> None:
    letters = "甲乙丙丁戊"
    rule = many("r", {letter: "<b>" if n == place else "文" for n, letter in enumerate(letters)})
    result = fix(Document("\n\n".join(letters)), [rule], Applicability.SAFE)
    (error,) = result.left_out
    assert (error.line, error.phrase.fields["names"]) == (2 * place + 1, "r")
    assert result.document.text == "\n\n".join(c if n == place else "文" for n, c in enumerate(letters))


def test_all_fixes_that_do_damage_are_left_out() -> None:
    rules = [many("r", {"甲": "文", "丙": "<b>"}), many("s", {"乙": "`", "丁": "`"})]
    result = fix(Document("甲\n\n丙 乙 丁"), rules, Applicability.SAFE)
    assert [(error.line, error.phrase.fields["names"]) for error in result.left_out] == [(3, "r"), (3, "s")]
    assert result.document.text == "文\n\n丙 ` 丁"


def test_what_a_later_pass_would_damage_is_left_out() -> None:
    rules = [
        make_rule("first", "甲", "乙"),
        make_rule("later", "乙(?=丁)", "<b>"),
        make_rule("good", "丙", "丁"),
    ]
    result = fix(Document("甲丙 文"), rules, Applicability.SAFE)
    assert [error.phrase.fields["names"] for error in result.left_out] == ["later"]
    assert result.document.text == "乙丁 文"


def test_of_fixes_that_touch_the_one_that_does_damage_is_left_out() -> None:
    rules = [many("r", {"乙": "<b>", "丁": "文"}), make_rule("first", "甲", "丙")]
    result = fix(Document("甲乙\n\n丁"), rules, Applicability.SAFE)
    assert [error.phrase.fields["names"] for error in result.left_out] == ["r"]
    assert result.document.text == "丙乙\n\n文"
    assert fix(result.document, rules, Applicability.SAFE).document.text == result.document.text


def test_all_rules_are_named_where_time_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.fixing.fixer._CULPRIT_LIMIT", -1.0)
    with pytest.raises(FixError, match="<text>:1: not fixed, because of bad, good: it would change code"):
        fix(
            Document("乙\n\n甲"),
            [make_rule("good", "乙", "丙"), make_rule("bad", "甲", "<b>")],
            Applicability.SAFE,
        )


def test_of_fixes_that_do_damage_together_the_later_is_left_out() -> None:
    rules = [make_rule("one", "甲", "<b"), make_rule("two", "乙", ">"), make_rule("good", "丙", "丁")]
    result = fix(Document("甲 乙 丙"), rules, Applicability.SAFE)
    assert [error.phrase.fields["names"] for error in result.left_out] == ["two"]
    assert result.document.text == "<b 乙 丁"


def test_a_fix_that_does_no_damage_after_others_is_made() -> None:
    text = '<a hr\x17\0\0ef="https://"https://x.jpg\x0b\0\0" \n alt="[Y]">\n</a>\n'  # from the fuzzer
    rules = load_rules(select=["invisible-character"])
    result = fix(Document(text), rules, Applicability.SAFE)
    assert "\x0b" not in result.document.text
    assert len(result.applied) == 2
    assert fix(result.document, rules, Applicability.SAFE).document.text == result.document.text


@pytest.mark.parametrize(
    ("before", "after", "damage"),
    [
        (page(), page(head="2. [2024-01-02] 甲"), "the number of record 1"),
        (page(), page(head="1. [2024-01-03] 甲"), "the date of record 1"),
        (page(), page(head="1. 甲"), "the date of record 1"),
        (page(head="1. 甲"), page(), None),
        (page(), page() + page(), "turn 1 records into 2"),
        (page(), page().replace("</details>\n", ""), "break a record"),
        (page(), page(video="zzzzzzzzzzz"), "the link of record 1"),
        (page(), page().replace("/vi/a", "/vi/z"), "the thumbnail of record 1"),
        (page(), page(head="1. [2024-01-02]"), "the title of record 1"),
        (page(), page().replace("# 甲\n", ""), "the heading of record 1"),
        (page(), page(""), "the summary of record 1"),
        (page(head="1. [2024/1/2] 甲"), page(), None),
        (page(head="1. [2024/1/2] 甲"), page(head="1. [2024-01-03] 甲"), "the date of record 1"),
        (page(head="1. [2024-02-30] 甲"), page(), "the date of record 1"),
        (page(head="1. [日期不詳] 甲"), page(), None),
        (page(head="1. [unknown] 甲"), page(), None),
        ("# 甲", "甲", "headings"),
        ("甲|乙|\n-|-\n", "甲、乙|\n-|-\n", "tables"),
        ("|甲|乙\n-|-\n", "|甲、乙\n-|-\n", "tables"),
        ("甲|乙\n", "甲、乙\n", None),  # not a table
        ("**甲**", "** 甲**", "emphasis"),
        ("甲&amp;", "甲&", "emphasis"),
        ("甲 `a`", "乙 `a`", None),
        ("甲 `a`", "甲 `b`", "code"),
    ],
)
def test_difference(before: str, after: str, damage: str | None) -> None:
    found = difference(Document(before), Document(after))
    assert (found is None) if damage is None else (found is not None and damage in str(found))


def test_damage_to_a_record_without_a_number() -> None:
    before = read_document('{"title": "甲", "summary_markdown": "乙"}\n'.encode(), "a.jsonl", {})
    at = before.text.index("甲")
    gone = Edit(Span(at, at + 1), "")
    found = difference(before, before.with_edits([gone]), [gone])
    assert str(found) == "it would change the title of record ?"


def test_a_summary_in_which_nothing_shows_may_be_emptied(rules: tuple[Rule, ...]) -> None:
    assert fix(Document(page("\u200b")), rules, Applicability.SAFE).document.text == page("")
    signed = fix(Document(page("\u200b")), rules, Applicability.UNSAFE).document.text
    assert signed == page("（本集尚無摘要）")


def test_a_date_comes_from_the_metadata_only() -> None:
    text = (
        page(head="1. [ML 2021] 甲") + page(head="2. 乙", video="zzzzzzzzzzz") + page(head="3. [unknown] 丙")
    )
    rules = load_rules(Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"})), select=["missing-date"])
    result = fix(Document(text), rules, Applicability.SAFE)
    heads = [line for line in result.document.text.split("\n") if line.startswith("<summary>")]
    assert heads == [
        "<summary>1. [2024-05-06] [ML 2021] 甲</summary><br>",
        "<summary>2. 乙</summary><br>",
        "<summary>3. [2024-05-06] 丙</summary><br>",
    ]
    assert [each.message for each in result.left.diagnostics] == [
        "record 2: no date; its neighbours are both dated 2024-05-06"
    ]


def test_a_wrong_date_is_reported_and_kept() -> None:
    rules = load_rules(Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"})), select=["records"])
    text = page(head="1. [2024-02-30] 甲")
    result = fix(Document(text), rules, Applicability.UNSAFE)
    assert result.document.text == text
    (left,) = result.left.diagnostics
    assert left.message.endswith(
        "'2024-02-30' is not a calendar day (YYYY-MM-DD); the metadata have 2024-05-06"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_placeholder_uses_the_documents_newlines(newline: str, rules: tuple[Rule, ...]) -> None:
    text = page("").replace("\n", newline)
    assert fix(Document(text), rules, Applicability.SAFE).document.text == text
    fixed = fix(Document(text), rules, Applicability.UNSAFE).document.text
    assert f"# 甲{newline}{newline}（本集尚無摘要）{newline}{newline}</details>" in fixed
    assert fixed.count("\n") == fixed.count(newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_fix_writes_the_newlines_of_its_place(newline: str) -> None:
    def find(document: Document) -> Iterator[Match]:
        at = document.text.find("丁")
        if at >= 0:
            span = Span(at, at + 1)
            yield Match(span, {}, Fix((Edit(span, "\n戊"),), Applicability.SAFE))

    text = "甲\n\n丁".replace("\n", newline)
    result = fix(Document(text), [Rule("r", Severity.INFO, "m", find, "test")], Applicability.SAFE)
    assert result.document.text == "甲\n\n\n戊".replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("內容。\\\n希望這份整理能幫助您！\n", None),  # the backslash would show
        ("- 第一\n\n<|im_end|>\n\n- 第二在.rl中\n", "- 第一\n\n<|im_end|>\n\n- 第二在 rl 中\n"),  # two lists
        ("> 甲\n\n<|im_end|>\n\n> 在.rl中\n", "> 甲\n\n<|im_end|>\n\n> 在 rl 中\n"),
        (
            "好的，我幫您整理如下：\n[^1]: 數據在.rl中\n\n內[^1]\n",
            "好的，我幫您整理如下：\n[^1]: 數據在 rl 中\n\n內[^1]\n",
        ),
        ("-\u200b 數據\n\n在.rl中\n", "-\u200b 數據\n\n在 rl 中\n"),
        ("> 甲\n>\u200b\n> - 在.rl中\n", "> 甲\n>\u200b\n> - 在 rl 中\n"),
        (
            "見 [数据][]。\n\n在.rl中\n\n[数据]: https://a.b\n",
            "見 [数据][]。\n\n在 rl 中\n\n[数据]: https://a.b\n",
        ),
        (
            page("```markdown\n內容 [站][1]\n\n[1]: https://a.b\n```"),
            page("內容 [站][1]\n\n[1]: https://a.b"),
        ),
    ],
)
def test_what_cannot_go_stays_and_the_rest_is_fixed(
    rules: tuple[Rule, ...], text: str, fixed: str | None
) -> None:
    assert fix(Document(text), rules, Applicability.SAFE).document.text == (fixed or text)


def test_a_fix_is_sorted_and_apart() -> None:
    with pytest.raises(ValueError, match="needs an edit"):
        Fix((), Applicability.SAFE)
    with pytest.raises(ValueError, match="sorted and must not overlap"):
        Fix((Edit(Span(2, 3), ""), Edit(Span(0, 1), "")), Applicability.SAFE)
    assert (
        Diagnostic("b", Severity.INFO, Span(0, 1), "m").sort_key
        > Diagnostic("a", Severity.INFO, Span(0, 1), "m").sort_key
    )
