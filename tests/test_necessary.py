"""Which texts an expression needs, and which of many a document has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.diagnostics import Severity
from linter.document import Document
from linter.engine import check
from linter.matching.expression_cache import ExpressionCache
from linter.matching.necessary import necessary_texts
from linter.matching.occurrence import Occurrence, folded, occurring, one_by_one, with_pairs
from linter.matching.spec import Options
from linter.packs import Rule, load_packs

if TYPE_CHECKING:
    from pathlib import Path


def needed(expression: str, words: list[str]) -> list[str] | None:
    found = necessary_texts(regex.compile(expression, regex.VERSION1, ignore_unused=True, words=words))
    return sorted(found) if found is not None else None


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        ("嚴寒", ["嚴寒"]),
        (r"嚴寒[的地]|冬天\s*到", ["冬天", "嚴寒"]),
        ("(?P<a>甲乙)丙", ["甲乙"]),
        ("甲乙?丙丁", ["丙丁"]),
        ("甲乙+丙", ["甲"]),
        ("(?:甲乙){0,3}丙", ["丙"]),
        ("(?:甲乙){00}丙", ["丙"]),
        ("(?:甲乙){2}", ["甲乙"]),
        ("[甲乙]", ["乙", "甲"]),
        ("[乙-甲]丙", ["丙"]),
        ("[^甲]丙", ["丙"]),
        (r"[^]甲]丙", None),
        ("[[甲]--[乙]]丙", None),
        ("(?<!甲乙)丙(?!丁)", ["丙"]),
        ("(?=甲乙).", None),
        ("(?i)AB1", ["ab1"]),
        ("a(?i:B)c", ["a"]),
        ("(?x) 甲 乙 # 丙\n 丁", ["甲乙丁"]),
        ("(?x) 甲 [ ] 乙丁", ["乙丁"]),
        (r"\u7532\x41\.", ["甲a."]),
        (r"甲\n乙丙", ["乙丙"]),
        (r"甲\p{Han}乙丙", ["乙丙"]),
        (r"\L<words>甲", ["丙丁", "乙戊"]),
        ("(?:甲乙){e<=1}", None),
        ("(?r)甲乙", None),
        (r"(甲)乙\1", None),
        ("甲(?#乙)*", None),
        ("(?(DEFINE)(?P<a>甲))乙", None),
        ("甲|", None),
        ("\ufdd0甲", ["甲"]),
        ("İi", ["i"]),
    ],
)
def test_what_an_expression_needs(expression: str, texts: list[str] | None) -> None:
    assert needed(expression, words=["丙丁", "乙戊"]) == texts


def test_more_alternatives_than_pay_are_none() -> None:
    assert needed("|".join(chr(0x4E00 + n) for n in range(33)), []) is None
    assert needed(r"\L<words>", words=[chr(0x4E00 + n) for n in range(33)]) is None


#: Expressions of few characters, and texts of the same, so that they often match.
CHARACTERS = "aB甲乙 ſßK"
expressions = st.recursive(
    st.sampled_from(
        (
            *CHARACTERS,
            "[a甲]",
            "[^B]",
            ".",
            r"\s",
            r"\w",
            "^",
            r"\b",
            "[a-z]",
            r"\x61",
            r"\ ",
            "(?<=a)",
            "(?!B)",
        )
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(("?", "*", "+", "{2}", "{0,2}", "{1,3}?", "*+"))).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(st.sampled_from(("(?i:", "(?-i:", "(", "(?>", "(?=", "(?<!")), inner).map(
            lambda pair: f"{pair[0]}{pair[1]})"
        ),
    ),
    max_leaves=8,
)
documents = st.text(alphabet=CHARACTERS + "Absk\n", max_size=12)


@given(expressions, st.sampled_from(("", "(?i)", "(?m)", "(?x)")), st.lists(documents, max_size=8))
@settings(deadline=None)
def test_each_match_has_a_necessary_text(expression: str, flags: str, texts: list[str]) -> None:
    pattern = regex.compile(flags + expression, regex.VERSION1, cache_pattern=False)
    necessary = necessary_texts(pattern)
    for text in texts:
        if necessary is not None and pattern.search(text):
            assert Occurrence(text, necessary).any_of(necessary)


def test_folding_is_as_wide_as_the_package_has_it() -> None:
    """Each character with a case, and all that it matches if the case does not matter."""
    characters = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x20000))]
    cased = [c for c in characters if not c == c.lower() == c.upper() == c.casefold()]
    every = "".join(cased)
    for character in cased:
        pattern = regex.compile(f"(?i){character}", regex.VERSION1, cache_pattern=False)
        needs = necessary_texts(pattern)
        if needs is not None:
            assert all(
                not needs.isdisjoint((folded(found), *folded(found))) for found in pattern.findall(every)
            )
    for several in ("ss", "ffi", "st", "ʼn"):
        (need,) = needed(f"(?i){several}", []) or ("",)
        assert all(
            need in folded(c) for c in cased if regex.fullmatch(several, c, regex.VERSION1 | regex.IGNORECASE)
        )


TEXTS = st.frozensets(st.text(alphabet="ab甲乙丙😀", min_size=1, max_size=4), max_size=20)


@given(st.text(alphabet="aB甲乙丙😀\n", max_size=60), TEXTS)
def test_all_ways_to_look_for_texts_agree(document: str, texts: frozenset[str]) -> None:
    document = folded(document)
    expected = one_by_one(document, texts)
    assert occurring(document, texts) == expected
    longer = {text for text in texts if len(text) > 1}
    assert with_pairs(document, longer) == expected & longer


def test_many_texts_in_a_long_document() -> None:
    texts = frozenset(f"甲{chr(0x4E00 + n)}乙" for n in range(500)) | {"a", "ab"}
    document = ("丙" * 999 + "甲一乙") * 20 + "AB"
    found = Occurrence(document, texts)
    assert [text for text in sorted(texts) if found.any_of([text])] == ["a", "ab", "甲一乙"]
    assert not Occurrence(document, texts).any_of(["甲丁乙"])


def test_a_rule_whose_texts_are_missing_does_not_run() -> None:
    ran: list[str] = []

    def find(document: Document) -> tuple[()]:
        ran.append(document.text)
        return ()

    rule = Rule("r", Severity.INFO, "m", find, "test", needs=frozenset(("ab",)))
    for text in ("甲", "甲AB", "a b"):
        assert check(Document(text), [rule]).diagnostics == ()
    assert ran == ["甲AB"]


def test_our_rules_find_the_same_without_the_gate() -> None:
    """Each example of a rule with necessary texts has one of them where the rule finds something."""
    gated = [rule for pack in load_packs((), Options()) for rule in pack.rules if rule.needs]
    assert gated
    for rule in gated:
        for example in rule.examples:
            if any(True for _ in rule.find(Document(example.text))):
                assert Occurrence(example.text, rule.needs).any_of(rule.needs)


def test_what_is_read_off_an_expression_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "cache"))
    for expression, texts in (("嚴寒", {"嚴寒"}), ("嚴?", set())):
        pattern, asked = regex.compile(expression, regex.VERSION1), list[str]()

        def read_off(pattern: regex.Pattern[str], asked: list[str] = asked) -> frozenset[str] | None:
            asked.append(pattern.pattern)
            return necessary_texts(pattern)

        for _ in range(2):
            expressions = ExpressionCache()
            assert expressions.texts(pattern, read_off) == texts
            expressions.save()
        assert asked == [expression]
