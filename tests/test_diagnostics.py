from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from linter.diagnostics import Edit, apply_edits, compose
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
