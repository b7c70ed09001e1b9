"""A fix checks again only what it must, and has the result of one that checks everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability
from linter.document import Document
from linter.errors import FixError
from linter.fixing.fixer import fix
from tests.conftest import SEEDS, THOROUGH, load_rules, page
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.packs import Rule

LEVELS = st.sampled_from([Applicability.SAFE, Applicability.UNSAFE])


def outcome(text: str, rules: Sequence[Rule], least: Applicability, *, plain: bool) -> object:
    """All that a fix says and does."""
    try:
        result = fix(Document(text), rules, least, plain=plain)
    except FixError as error:
        return str(error)
    return result.document.text, result.applied, result.left, list(map(str, result.left_out))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("**/*.md")), ids=lambda path: path.name)
@pytest.mark.parametrize("least", [Applicability.SAFE, Applicability.UNSAFE])
def test_seeds_are_fixed_as_plainly(path: Path, least: Applicability, rules: tuple[Rule, ...]) -> None:
    text = path.read_text(encoding="utf-8")
    assert outcome(text, rules, least, plain=False) == outcome(text, rules, least, plain=True)


def test_examples_of_all_rules_are_fixed_as_plainly(rules: tuple[Rule, ...]) -> None:
    examples = [example.text for rule in rules for example in rule.examples]
    for start in range(0, len(examples), 20):
        some = examples[start : start + 20]
        for text in ("\n\n".join(some), "\n".join(map(page, some))):
            assert outcome(text, rules, Applicability.SAFE, plain=False) == outcome(
                text, rules, Applicability.SAFE, plain=True
            )


CLEAN = st.sampled_from(("一段沒有錯的文字。", "- 一項\n- 兩項", "## 標題", page(), "```\n程式\n```"))
WRONG = st.one_of(
    texts, st.sampled_from(sorted({example.text for rule in load_rules() for example in rule.examples}))
)
#: Documents of which a fix touches only a part.
long_texts = st.builds(
    lambda wrong, clean, order, ends: ends.join(
        text for _, text in sorted(zip(order, [*wrong, *clean], strict=False))
    ),
    st.lists(st.one_of(WRONG, WRONG.map(page)), min_size=1, max_size=3),
    st.lists(CLEAN, min_size=5, max_size=12),
    st.lists(st.integers(), min_size=15, max_size=15, unique=True),
    st.sampled_from(("\n\n", "\n")),
)


@settings(max_examples=1000 if THOROUGH else 60, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.one_of(texts, long_texts), LEVELS)
def test_hard_documents_are_fixed_as_plainly(
    rules: tuple[Rule, ...], text: str, least: Applicability
) -> None:
    assert outcome(text, rules, least, plain=False) == outcome(text, rules, least, plain=True)
