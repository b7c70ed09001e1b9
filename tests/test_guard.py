"""What the guard allows an edit to be, and why it refuses others."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability, Edit, EditKind, Fix, Refusal
from linter.document import Document
from linter.edits.guard import _REASONS, Allowed, Guard, Refused
from linter.fixing.verify import difference
from linter.formats import read_document
from linter.regions import RegionKind
from linter.spans import Span
from linter.values import replace
from tests.conftest import run
from tests.strategies import texts
from tests.trying import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]


def replacing(text: str, old: str, new: str) -> Edit:
    """An edit of the last place where a text has another."""
    start = text.rindex(old)
    return Edit(Span(start, start + len(old)), new)


def judged(document: Document, *edits: Edit) -> list[EditKind] | Refusal:
    outcome = Guard(document).judge(Fix(edits, Applicability.SAFE))
    if isinstance(outcome, Refused):
        return outcome.reason
    assert isinstance(outcome, Allowed)
    return [edit.kind for edit in outcome.fix.edits]


@pytest.mark.parametrize(
    ("text", "old", "new", "reason"),
    [
        ("甲", "甲", "甲", Refusal.NO_CHANGE),
        ("[a](#甲)\n\n# 甲", "甲", "乙", Refusal.LINKED_HEADING),
        ("甲乙\n丙", "乙\n", "", Refusal.PART_OF_LINE),
        ("甲乙\n丙", "乙\n丙", "丁\n", Refusal.PART_OF_LINE),
        ("甲\n乙丙", "甲\n乙", "", Refusal.PART_OF_LINE),
        ("甲；乙", "；", "，\n", Refusal.SPLIT_LINE),
        ("甲乙", "甲", "丙\n丁", Refusal.SPLIT_LINE),
        ("甲\n乙", "\n", "", Refusal.JOINED_LINES),
        ("甲\n\n乙", "\n\n", "\n", Refusal.JOINED_PARAGRAPHS),
        ("甲\n\n丙\n\n乙", "\n丙\n\n", "", Refusal.JOINED_PARAGRAPHS),
        ("- 甲\n\n丙\n\n- 乙", "丙\n\n", "", Refusal.JOINED_BLOCKS),
        ("> 甲\n\n丙\n\n> 乙", "丙", "", Refusal.JOINED_BLOCKS),
        ("| 甲 |\n\n丙\n\n| 乙 |", "丙", "", Refusal.JOINED_BLOCKS),
        ("甲\n丙\n乙", "丙", "", Refusal.BLANK_LINE),
        ("甲\n 丙 \n乙", "丙", " ", Refusal.BLANK_LINE),
        ("甲\n\f\n乙", "\f", "", Refusal.BLANK_LINE),  # not blank in Markdown
        ("甲\\\n丙\n", "丙\n", "", Refusal.BACKSLASH),
        ("甲\n丙\n[乙]: u\n", "丙\n", "", Refusal.DEFINITION),
        ("`甲`", "甲", "乙", Refusal.CODE),
        ("```\n甲\n```\n", "甲", "乙", Refusal.CODE),
        ("見 https://x.org/甲", "甲", "乙", Refusal.ADDRESS),
        ("[甲](u)", "[甲", "[乙", Refusal.LINK),
        ("[甲](u)", "u", "v", Refusal.LINK),
        ("<b>甲</b>", "b", "i", Refusal.HTML),
        ("甲 <!-- 乙 -->", "乙", "丙", Refusal.COMMENT),
        ("甲 $a+b$", "a", "b", Refusal.MATHS),
        ("---\na: 甲\n---\n\n乙", "甲", "乙", Refusal.FRONT_MATTER),
        ("# 甲 {#乙}", "乙", "丙", Refusal.ATTRIBUTES),
        ("# 甲", "#", "##", Refusal.STRUCTURE),
        ("**甲**乙", "**", "", Refusal.MARKUP),
        ("甲&amp;", "&amp;", "&", Refusal.MARKUP),
    ],
)
def test_a_refusal_has_a_reason(text: str, old: str, new: str, reason: Refusal) -> None:
    assert judged(Document(text), replacing(text, old, new)) == reason


def test_every_region_has_a_reason() -> None:
    assert set(_REASONS) == set(RegionKind) - {RegionKind.PROSE}


@pytest.mark.parametrize(
    ("text", "old", "new", "kind"),
    [
        ("甲乙", "乙", "丙", EditKind.WORDS),
        ("`甲` `乙`", " ", "丙", EditKind.WORDS),
        ("甲\n\n乙\n", "\n\n乙", "", EditKind.WORDS),
        ("甲\n\n乙\n", "乙\n", "", EditKind.WHOLE_LINES),
        ("甲\n\n**乙**\n", "**乙**\n", "", EditKind.WHOLE_LINES),
        ("甲\n\n**乙**", "**乙**", "", EditKind.WHOLE_LINES),
        (record(date=""), "1. 甲", "1. [2024-01-02] 甲", EditKind.WORDS),
    ],
)
def test_an_allowed_edit_has_its_kind(text: str, old: str, new: str, kind: EditKind) -> None:
    # What a rule itself claims does not count.
    for claim in EditKind:
        edit = replacing(text, old, new)
        assert judged(Document(text), Edit(edit.span, edit.content, claim)) == [kind]


LIST = "甲\n\n**說明：**\n\n- 乙 `x`\n  續\n- 丙\n\n## 丁\n\n戊\n"


@pytest.mark.parametrize(
    ("text", "old", "allowed"),
    [
        (LIST, "**說明：**\n\n- 乙 `x`\n  續\n- 丙\n\n", True),
        (LIST, "- 丙\n", True),
        (LIST, "## 丁\n\n戊\n", True),
        ("甲\n\n---\n\n- 乙\n", "---\n\n- 乙\n", True),
        (LIST, "- 乙 `x`\n", False),  # its second line would be left
        (LIST, "  續\n- 丙\n\n", False),
        ("甲\n\n---\n\n乙\n", "---\n\n", False),
        ("[a](#丁)\n\n甲\n\n## 丁\n\n戊\n", "## 丁\n\n戊\n", False),
        ("甲\n\n- [乙](u)\n", "- [乙](u)\n", False),
        ("甲\n\n> 乙\n", "> 乙\n", True),
        ("甲\n\n> 乙\n> 丙\n", "> 丙\n", False),  # part of a quote
        ("甲\n\n> 乙\n> 丙\n", "> 乙\n", False),
        ("甲\n\n- 乙\n\n| 丙 |\n| - |\n", "- 乙\n\n| 丙 |\n| - |\n", True),
        ("- 甲\n\n## 乙\n\n- 丙\n", "## 乙\n\n", False),  # two lists would become one
    ],
)
def test_whole_blocks_go_where_a_rule_claims_it(text: str, old: str, allowed: bool) -> None:  # noqa: FBT001
    edit = replace(replacing(text, old, ""), kind=EditKind.BLOCKS)
    outcome = judged(Document(text), edit)
    assert (outcome == [EditKind.BLOCKS]) is allowed
    assert isinstance(judged(Document(text), replace(edit, kind=EditKind.WORDS)), Refusal)
    if allowed:
        after = Document(text).with_edits([edit])
        assert difference(Document(text), after, [edit]) is None
        assert difference(Document(text), after, [replace(edit, kind=EditKind.WHOLE_LINES)]) is not None


THOUGHT = "甲\n\n<think>\n乙\n\n- 丙 `x`\n</think>\n\n丁\n"


@pytest.mark.parametrize(
    ("text", "old", "allowed"),
    [
        (THOUGHT, "<think>\n乙\n\n- 丙 `x`\n</think>\n", True),
        ("甲。</s>", "</s>", True),
        ("- 甲。<unk>\n", "<unk>", True),
        ("甲。\n\n<unk>\n", "<unk>\n", True),
        ("甲。\n\n<unk>\n乙。\n", "<unk>\n", True),  # 乙 was HTML, and is a paragraph
        ("<unused1>甲\n乙<unused2>\n", "<unused1>甲\n乙<unused2>\n", True),
        (THOUGHT, "<think>\n乙\n\n", False),
        ("甲<s>乙</s>", "</s>", False),
        ("甲。<b>", "<b>", False),
        ("<think>\n<b>甲</b>\n</think>\n", "<think>\n<b>甲</b>\n</think>\n", False),
        ("<think>\n<!-- 甲 -->\n</think>\n", "<think>\n<!-- 甲 -->\n</think>\n", False),
        ("甲。\n\n<unk>\n- 乙\n", "<unk>\n", False),  # a list would begin
        ("<div>甲。<unk></div>\n", "<unk>", False),
        ("<unk># 甲\n", "<unk>", False),
        ("甲<unk>**乙**\n", "<unk>", False),
        ("<details>\n<summary>1. 甲</summary>\n\n<unk>\n\n</details>\n", "<unk>", False),
    ],
)
def test_whole_tags_go_where_a_rule_claims_it(text: str, old: str, allowed: bool) -> None:  # noqa: FBT001
    edit = replace(replacing(text, old, ""), kind=EditKind.TAGS)
    assert (judged(Document(text), edit) == [EditKind.TAGS]) is allowed
    assert isinstance(judged(Document(text), replace(edit, kind=EditKind.WORDS)), Refusal)
    if allowed:
        after = Document(text).with_edits([edit])
        assert difference(Document(text), after, [edit]) is None
        assert difference(Document(text), after, [replace(edit, kind=EditKind.WORDS)]) is not None


def test_a_missing_date_is_a_kind() -> None:
    document = Document(record(date=""))
    gap = document.records.records[0].date_gap
    assert gap is not None
    assert judged(document, gap.filled("2024-01-02")) == [EditKind.DATE]


def test_both_fences_of_a_block_may_go_together() -> None:
    text = "甲\n\n```md\n## 乙\n```\n\n丙\n"
    opening, closing = replacing(text, "```md\n", ""), replacing(text, "```\n", "")
    assert judged(Document(text), opening, closing) == [EditKind.FENCE, EditKind.FENCE]
    assert judged(Document(text), opening) == Refusal.CODE
    assert judged(Document(text), closing) == Refusal.CODE
    assert judged(Document(text), opening, replacing(text, "丙", "丁")) == Refusal.CODE


def test_one_refused_edit_refuses_the_fix() -> None:
    text = "甲 `乙` 丙"
    edits = [replacing(text, part, "丁") for part in ("甲", "乙", "丙")]
    assert judged(Document(text), *edits) == Refusal.CODE
    assert judged(Document(text), edits[0], edits[2]) == [EditKind.WORDS] * 2


def test_edits_that_change_nothing_are_left_out() -> None:
    text = "甲乙"
    assert judged(Document(text), replacing(text, "甲", "甲"), replacing(text, "乙", "丙")) == [
        EditKind.WORDS
    ]


@pytest.mark.parametrize(
    ("text", "place", "allowed"),
    [("`甲`", 1, False), ("`甲`", 0, False), ("`甲`乙", 3, True), ("乙`甲`", 1, True), ("", 0, True)],
)
def test_text_is_added_next_to_prose_only(text: str, place: int, allowed: bool) -> None:  # noqa: FBT001
    outcome = judged(Document(text), Edit(Span(place, place), "丙"))
    assert outcome == ([EditKind.WORDS] if allowed else Refusal.NO_PROSE)


def test_an_edit_stays_within_a_field() -> None:
    row = b'{"title": "\xe7\x94\xb2", "summary_markdown": "\xe4\xb9\x99"}\n'
    document = read_document(row, "a.jsonl", {})
    text = document.text
    across = Edit(Span(text.index("甲"), text.index("乙") + 1), "丙")
    assert judged(document, across) == Refusal.NOT_WRITABLE
    assert judged(document, replacing(text, "乙", "丙")) == [EditKind.WORDS]


FENCED = "甲\n\n```md\n## 乙\n```\n\n丙\n"
CODE = "it would change code, an address, a tag, maths, front matter or a comment"


@pytest.mark.parametrize(
    ("text", "old", "new", "damage"),
    [
        ("**甲** 乙\n", "**甲** ", "", "it would change emphasis"),
        ("**甲**\n\n乙\n", "**甲**\n\n", "", None),
        ("`甲` 乙\n", "`甲` ", "", CODE),
        ("甲\n", "甲", "甲 <b>", CODE),
        ("甲\n", "甲", "甲\n\n- 乙", "it would change headings, lists, quotes or tables"),
        ("見 https://x.org/甲\n", "甲", "乙", CODE),
        (record(), "[2024-01-02] ", "", "it would change the date of record 1"),
        (record(), "2024-01-02", "2024-01-03", "it would change the date of record 1"),
        (record(date=""), "1. ", "1. <b>", CODE),
        (FENCED, "```md\n## 乙\n```\n", "## 乙\n", CODE),
        (FENCED, "```md\n", "", CODE),
        (FENCED, "```\n", "", CODE),
        (FENCED, "## 乙\n", "## 丁\n", CODE),
        ("甲\n\n---\n\n乙\n", "---\n\n", "", "it would change headings, lists, quotes or tables"),
    ],
)
def test_no_claim_hides_damage(text: str, old: str, new: str, damage: str | None) -> None:
    """Whatever an edit says it is: the proof allows whole lines, fences and dates only what they are."""
    edit = replacing(text, old, new)
    before = Document(text)
    after = before.with_edits([edit])
    said = {kind: difference(before, after, [replace(edit, kind=kind)]) for kind in EditKind}
    if damage is None:  # only what does take whole lines may take their emphasis along
        assert [kind for kind, phrase in said.items() if phrase is None] == [EditKind.WHOLE_LINES]
    else:
        assert {str(phrase) for phrase in said.values()} == {damage}


@pytest.mark.parametrize("claims", list(itertools.product(EditKind, repeat=2)))
def test_only_fences_unwrap_a_block(claims: tuple[EditKind, EditKind]) -> None:
    edits = [
        replace(replacing(FENCED, part, ""), kind=kind)
        for part, kind in zip(("```md\n", "```\n"), claims, strict=True)
    ]
    before = Document(FENCED)
    proved = difference(before, before.with_edits(edits), edits) is None
    assert proved == (claims == (EditKind.FENCE, EditKind.FENCE))


def test_a_date_is_written_in_its_gap_only() -> None:
    before = Document(record(date=""))
    gap = before.records.records[0].date_gap
    assert gap is not None
    filled = replace(gap.filled("2024-01-02"), kind=EditKind.DATE)
    assert difference(before, before.with_edits([filled]), [filled]) is None
    tag = replace(gap.filled("<b>"), kind=EditKind.DATE)
    assert difference(before, before.with_edits([tag]), [tag]) is not None
    elsewhere = Edit(Span(gap.span.start + 2, gap.span.start + 2), filled.content + "<b>", EditKind.DATE)
    assert difference(before, before.with_edits([elsewhere]), [elsewhere]) is not None


LINKED = "[甲](#幹擾)\n\n# 幹擾\n\n幹擾\n"


def test_a_refusal_is_in_the_report(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", LINKED)
    run("check", "--isolated", path, "--output-format", "json")
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(row["fix"] is None, row["fix_refused"]) for row in found] == [
        (True, "a link leads to this heading"),
        (False, None),
    ]


def test_a_verbose_check_says_why_a_fix_is_refused(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", LINKED)
    run("check", "--isolated", path)
    assert "not fixable" not in capsys.readouterr().out
    run("check", "--isolated", path, "--verbose")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "not fixable" in line] == [
        "  not fixable: a link leads to this heading"
    ]
    assert lines[3] == "  not fixable: a link leads to this heading"


#: Edits of a text: two offsets, as shares of its length, and what is written.
SHARES = st.floats(0, 1)
EDITS = st.lists(
    st.tuples(SHARES, SHARES, st.sampled_from(("甲", "", " ", "標題", "\n", "a\r", "2024-01-02"))),
    min_size=1,
    max_size=3,
)


class Plain(Guard):
    """A guard that asks all questions of all edits."""

    def _are_plain_words(self, edits: Iterable[Edit]) -> bool:  # noqa: ARG002 - as the guard's
        return False


@given(texts, EDITS)
@settings(deadline=None)
def test_words_in_a_line_need_no_more_questions(text: str, drawn: list[tuple[float, float, str]]) -> None:
    document = Document(f"[a](#標題)\n\n# 標題\n\n{text}")
    length, fixes = len(document.text), list[Fix]()
    for one, two, content in drawn:
        start, end = sorted((round(one * length), round(two * length)))
        for until in {end, min(end, start + 2)}:
            fixes.append(Fix((Edit(Span(start, until), content),), Applicability.SAFE))
    quick, plain = ([str(guard.judge(fix)) for fix in fixes] for guard in (Guard(document), Plain(document)))
    assert quick == plain


@pytest.mark.parametrize(
    "edits", [(1, 1), (2, 3), (1, 4), (4, 4), (4, 6), (5, 9), (0, 12), (7, 9), (11, 11), (12, 12)]
)
def test_edits_and_linked_headings(edits: tuple[int, int]) -> None:
    """Each edit and each heading are compared; the guard looks up one heading."""
    document = Document("# 甲\n# 乙\n丙\n\n# 甲\n[1](#甲) [2](#乙)\n")
    starts = [heading.span for heading in document.linked_headings]
    assert len(starts) == 3
    start, end = edits
    touched = any(start <= span.end and (end > span.start or start >= span.start) for span in starts)
    judged_as = judged(document, Edit(Span(start, end), "丁"))
    assert (judged_as is Refusal.LINKED_HEADING) == touched
