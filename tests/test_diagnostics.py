from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.diagnostics import Applicability, Edit, EditKind, Fix, Severity, apply_edits, compose
from linter.spans import Span


@st.composite
def lots(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits of a text of a length, sorted and not overlapping."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        span = Span(start, end)
        if not edits or (edits[-1].span.end <= start and edits[-1].span != span):
            edits.append(Edit(span, draw(st.text("甲乙丙", max_size=3))))
    return edits


@given(st.data())
def test_edits_of_two_lots_together_do_what_they_do_in_turn(data: st.DataObject) -> None:
    text = data.draw(st.text("abcdefgh", max_size=14))
    first = data.draw(lots(len(text)))
    between = apply_edits(text, first)
    second = data.draw(lots(len(between)))
    together = compose(first, second)
    assert apply_edits(text, together) == apply_edits(between, second)
    assert together == sorted(together)
    for one, two in itertools.pairwise(together):
        assert one.span.end <= two.span.start
        assert one.span != two.span


def test_what_only_touches_stays_apart() -> None:
    gone, put = Edit(Span(0, 2), ""), Edit(Span(0, 1), "x")
    assert compose([gone], [put]) == [gone, Edit(Span(2, 3), "x")]
    # Nor does it join a group of edits that overlap.
    one, two = Edit(Span(0, 2), "xy"), Edit(Span(2, 3), "z")
    assert compose([one, two], [Edit(Span(1, 2), "w")]) == [Edit(Span(0, 2), "xw"), two]
    assert compose([one], [Edit(Span(1, 2), "w"), two]) == [Edit(Span(0, 2), "xw"), two]


def test_edits_of_a_part_of_a_text() -> None:
    assert apply_edits("abcdef", [Edit(Span(2, 3), "x")], Span(1, 5)) == "bxde"


def test_the_most_severe_comes_first() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2]


@pytest.mark.parametrize(
    ("spans", "valid"),
    [
        (((0, 1), (1, 2)), True),
        (((1, 1), (1, 2)), True),
        (((0, 2), (1, 3)), False),
        (((1, 1), (1, 1)), False),
    ],
)
def test_edits_of_a_fix_do_not_overlap(spans: tuple[tuple[int, int], ...], valid: bool) -> None:  # noqa: FBT001
    expected = contextlib.nullcontext() if valid else pytest.raises(ValueError, match="must not overlap")
    with expected:
        Fix(tuple(Edit(Span(*span), "") for span in spans), Applicability.SAFE)


def edit(start: int, end: int, content: str = "", kind: EditKind = EditKind.WORDS) -> Edit:
    return Edit(Span(start, end), content, kind)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ([edit(0, 2, kind=EditKind.FENCE)], [], [EditKind.FENCE]),
        ([], [edit(0, 2, kind=EditKind.DATE)], [EditKind.DATE]),
        ([edit(0, 2)], [edit(1, 3, kind=EditKind.WHOLE_LINES)], [EditKind.WORDS, EditKind.WHOLE_LINES]),
        # What overlaps is one edit; it claims what the last of them claims, but for words.
        ([edit(1, 2, "甲")], [edit(0, 4, kind=EditKind.WHOLE_LINES)], [EditKind.WHOLE_LINES]),
        ([edit(0, 2, "甲", EditKind.DATE)], [edit(0, 1, "乙")], [EditKind.DATE]),
        ([edit(0, 2, "甲", EditKind.DATE)], [edit(0, 1, kind=EditKind.FENCE)], [EditKind.FENCE]),
        ([edit(0, 2, "甲")], [edit(0, 1, "乙")], [EditKind.WORDS]),
        # What is inserted at one offset is one edit, too.
        ([edit(1, 1, "甲", EditKind.DATE)], [edit(1, 1, "乙")], [EditKind.DATE]),
    ],
)
def test_kinds_stay_with_their_edits(first: list[Edit], second: list[Edit], kinds: list[EditKind]) -> None:
    assert [edit.kind for edit in compose(first, second)] == kinds


def test_a_kind_is_a_claim_and_makes_no_other_edit() -> None:
    assert edit(0, 1, kind=EditKind.FENCE) == edit(0, 1)
    assert len({edit(0, 1, kind=kind) for kind in EditKind}) == 1


def test_lines_of_which_the_beginning_was_taken_out_are_taken_whole() -> None:
    """A first pass deletes the first sentence of a line, and a second one what is left of the line."""
    words, rest = Edit(Span(3, 6), ""), Edit(Span(3, 9), "", EditKind.WHOLE_LINES)
    assert compose([words], [rest]) == [Edit(Span(3, 12), "", EditKind.WHOLE_LINES)]
    above = Edit(Span(0, 2), "")
    assert compose([above], [Edit(Span(1, 4), "", EditKind.WHOLE_LINES)]) == [
        above,
        Edit(Span(3, 6), "", EditKind.WHOLE_LINES),
    ]
