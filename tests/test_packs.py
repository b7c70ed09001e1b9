"""Rule packs of users: what is wrong is said with file, line and reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.kinds import KINDS, Options, load_kind
from linter.matching import clock
from linter.packs import load_pack, load_packs, select_rules
from linter.packs.load import unmark
from linter.packs.yaml_loader import load_yaml
from linter.validation import load_schema
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.kinds import Match

    Write = Callable[[str, str | bytes], Path]

PACK = """\
schema: 1
name: house
version: 1.0.0
rules:
  - id: say-foo
    summary: Foo
    why: Because.
    severity: info
    kind: pattern
    params: {pattern: 'foo'}
    message: "found {match}"
    examples:
      - {invalid: "⟦foo⟧"}
      - {valid: "`foo`"}
"""


def test_a_pack_of_the_users_runs_beside_ours(write: Write) -> None:
    packs = load_packs([write("house.yaml", PACK)], Options())
    (rule,) = select_rules(packs, ["house"], [])
    (found,) = check(Document("a foo `foo`"), [rule]).diagnostics
    assert (found.rule, found.message, found.span.start) == ("say-foo", "found foo", 2)


def test_the_example_of_the_readme_works(write: Write) -> None:
    (block,) = re.findall(
        r"```yaml\n(schema: 1\n.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    pack = load_pack(write("p.yaml", block), Options())
    (rule,) = pack.rules
    for example in rule.examples:
        found = tuple((d.span.start, d.span.end) for d in check(Document(example.text), [rule]).diagnostics)
        assert found == example.spans


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("severity: info", "severity: fatal"), 8, "'fatal' is not one of"),
        (("id: say-foo", "id: Say_Foo"), 5, "/rules/0/id"),
        (("kind: pattern", "kind: magic"), 9, "'magic' is not one of"),
        (("    why: Because.\n", ""), 5, "'why' is a required property"),
        (("    why: Because.", "    why: Because.\n    colour: red"), 5, "'colour' was unexpected"),
        (("schema: 1", "schema: 2"), 1, "must be 1"),
        (("pattern: 'foo'", "pattern: '('"), 10, "not a regular expression"),
        (("pattern: 'foo'", r"pattern: '\L<nope>'"), 10, "not a regular expression"),
        (("pattern: 'foo'", "pattern: '%{nope}'"), 10, "no definition 'nope'"),
        (("pattern: 'foo'", "pattern: 'foo', colour: red"), 10, "'colour' was unexpected"),
        (("{match}", "{nope}"), 11, "names {nope}, but only {match}"),
        (("    message", "    fix: {applicability: safe, replace: {x: y}}\n    message"), 11, "no group 'x'"),
        (("⟦foo⟧", "foo"), 13, "in pairs"),
        (('      - {valid: "`foo`"}\n', ""), 13, "too short"),
        (("name: house", "name: house\nname: home"), 3, "the key 'name' stands here twice"),
        (("kind: pattern", "kind: *x"), 9, "not YAML"),
        (("kind: pattern", "kind: !x pattern"), 9, "tags"),
        (("schema: 1", "schema: [1"), None, "not YAML"),
    ],
)
def test_mistakes_are_named_with_their_line(
    write: Write, change: tuple[str, str], line: int | None, reason: str
) -> None:
    text = PACK.replace(*change)
    assert text != PACK
    path = write("house.yaml", text)
    with pytest.raises(PackError, match=re.escape(reason)) as caught:
        load_pack(path, Options())
    assert caught.value.path == str(path)
    if line is not None:
        assert caught.value.line == line


def test_every_mistake_is_named_at_once(write: Write) -> None:
    path = write("house.yaml", PACK.replace("info", "fatal").replace("version: 1.0.0", "version: one"))
    with pytest.raises(PackError) as caught:
        load_pack(path, Options())
    assert "/version" in str(caught.value)
    assert "/rules/0/severity" in str(caught.value)


def test_two_rules_of_one_id(write: Write) -> None:
    with pytest.raises(PackError, match="'stray-dot' is also in"):
        load_packs([write("house.yaml", PACK.replace("say-foo", "stray-dot"))], Options())


def test_unknown_names_get_a_suggestion() -> None:
    with pytest.raises(PackError, match="did you mean 'stray-dot'"):
        select_rules(load_packs([], Options()), ["stray-dots"], [])


def test_a_missing_pack_and_a_binary_one(write: Write, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(tmp_path / "no.yaml", Options())
    with pytest.raises(PackError, match="not UTF-8"):
        load_pack(write("bad.yaml", b"\xff\xfe"), Options())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("repairs: |\n    甲=乙\n    丙丁=戊", 5),
        ("repairs: |\n    丙丁=戊", 4),
        ("repairs: 甲=乙 丙丁=戊", 3),
    ],
)
def test_a_lexicon_mistake_is_named_with_its_line(write: Write, text: str, line: int) -> None:
    write("lex.yaml", f"schema: 1\nsections:\n  {text}\n")
    path = write("house.yaml", PACK.replace("version: 1.0.0", "version: 1.0.0\nlexicon: lex.yaml"))
    with pytest.raises(PackError, match="sides of one length") as caught:
        load_pack(path, Options())
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: on", {"a": "on"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 017", {"a": "017"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 2024-01-02", {"a": "2024-01-02"}),
        ("a: ~", {"a": "~"}),
        ("a: '1'", {"a": "1"}),
        ("a: 1", {"a": 1}),
        ("a: -1.5e3", {"a": -1500.0}),
        ("a: true", {"a": True}),
        ("a: null", {"a": None}),
        ("a: [x, .5]", {"a": ["x", ".5"]}),
    ],
)
def test_yaml_without_surprises(text: str, value: object) -> None:
    assert load_yaml(text, "x").value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x 1\nb: *x", "aliases"),
        ("", "empty"),
        ("? [a]\n: 1", "key must be a string"),
        ("[" * 99, "nested more than 50 deep"),
        ("[" * 100_000 + "]" * 100_000, "nested more than"),
        ("a: [1", "not YAML"),
    ],
)
def test_yaml_that_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        load_yaml(text, "x")


def test_unmark() -> None:
    assert unmark("a⟦b⟧c⟦de⟧") == ("abcde", ((1, 2), (3, 5)))


def test_a_runaway_pattern_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TIME_LIMIT", 0.2)
    pack = load_pack(write("house.yaml", PACK.replace("'foo'", "'(a|aa|aaa)+$'")), Options())
    result = check(Document("a" * 60 + "b"), pack.rules)
    assert result.diagnostics == ()
    assert "did not finish within" in str(result.errors[0])


def test_a_crashing_rule_does_not_stop_the_others(write: Write) -> None:
    pack = load_pack(write("house.yaml", PACK), Options())
    (rule,) = pack.rules

    def crash(_document: Document) -> list[Match]:
        raise ZeroDivisionError("oops")

    broken = type(rule)(
        **{name: getattr(rule, name) for name in rule.__slots__} | {"id": "broken", "find": crash}
    )
    result = check(Document("foo"), [broken, rule])
    assert [each.rule for each in result.diagnostics] == ["say-foo"]
    assert "rule 'broken' failed (ZeroDivisionError: oops)" in str(result.errors[0])


def test_kinds_and_schema_agree() -> None:
    assert sorted(KINDS) == sorted(load_schema("rulepack")["$defs"]["rule"]["properties"]["kind"]["enum"])
    for name in KINDS:
        assert callable(load_kind(name).compile_rule)
