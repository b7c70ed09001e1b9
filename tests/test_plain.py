"""The fast way to check and to fix gives what the plain way gives.

The plain way builds every rule at once and runs each on every text, in one process and with no memory. The fast
way takes from an earlier run what it knew of the rules, builds a rule only for a text in which it may find
something, and checks again only what a fix touched.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check, facts_of
from linter.errors import FixError
from linter.fixing.fixer import fix
from linter.kinds import Options
from linter.matching.spec import Reach
from linter.packs import load_packs, select_rules
from linter.packs.loading import Loading
from linter.recall import objects
from linter.values import replace
from tests.conftest import SEEDS, THOROUGH, page
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.packs import Rule

#: A folder with more pages to compare, which takes as many minutes as it has megabytes.
CORPUS = os.environ.get("SEEDLINT_CORPUS")
PAGES = sorted([*SEEDS.glob("**/*.md"), *(Path(CORPUS).glob("**/*.md") if CORPUS else ())])


@pytest.fixture(scope="module")
def plain() -> tuple[Rule, ...]:
    """The rules that run by default, each of which looks at every text, and at all of it."""
    packs = Loading((), Options(), None).load()
    return tuple(
        replace(rule, needs=frozenset(), of_records=False, reach=Reach.DOCUMENT)
        for rule in select_rules(packs, (), ())
    )


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rule, ...]:
    """The same rules as a second run has them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache") / "own"))
        patch.setattr(objects, "usable", lambda: True)
        load_packs((), Options())
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(Loading, "load", None)  # what an earlier run left is all that there is
            packs = load_packs((), Options())
    return select_rules(packs, (), ())


def checked(text: str, rules: Sequence[Rule]) -> object:
    """All that a check says, and what is kept for comparing."""
    document = Document(text)
    facts = facts_of(document, rules)
    return check(document, rules), {
        rule: [(fact.key, fact.line, fact.text) for fact in known] for rule, known in facts.items() if known
    }


def fixed(text: str, rules: Sequence[Rule], *, plain: bool) -> object:
    """All that a fix says and does."""
    try:
        result = fix(Document(text), rules, Applicability.SAFE, plain=plain)
    except FixError as error:
        return str(error)
    return result.document.text, result.applied, result.left, list(map(str, result.left_out))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages(path: Path, plain: tuple[Rule, ...], fast: tuple[Rule, ...]) -> None:
    text = path.read_text(encoding="utf-8")
    assert checked(text, fast) == checked(text, plain)
    assert fixed(text, fast, plain=False) == fixed(text, plain, plain=True)


def test_examples_of_all_rules(plain: tuple[Rule, ...], fast: tuple[Rule, ...]) -> None:
    for rule in plain:
        for example in rule.examples:
            for text in (example.text, page(example.text)):
                assert checked(text, fast) == checked(text, plain), text


@settings(
    max_examples=1000 if THOROUGH else 60,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(st.one_of(texts, texts.map(page)))
def test_generated_texts(plain: tuple[Rule, ...], fast: tuple[Rule, ...], text: str) -> None:
    assert checked(text, fast) == checked(text, plain)
    assert fixed(text, fast, plain=False) == fixed(text, plain, plain=True)
