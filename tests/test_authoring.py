"""The authoring loop as somebody meets it who never read our Python: start, prove, look, use, configure."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from linter.checks import Applicability, Edit, Fix, Match, Span
from linter.data.schemas import load_schema
from linter.data.yaml_loader import load_yaml
from linter.diagnostics import Severity
from linter.jobs.examples import Verdict, judge
from linter.packs import Example, Rule
from linter.packs.source import built_in_packs
from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from linter.document import Document

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]

PACK = """\
schema: 1
name: house
version: 1.0.0
rules:
  - id: say-foo
    summary: {en: Foo, zh-TW: 福}
    why: Because.
    severity: info
    kind: pattern
    params: {pattern: '(?P<word>foo+)'}
    message: {en: "found {match}", zh-TW: "找到 {match}"}
    fix: {applicability: safe, replace: {word: bar}}
    examples:
      - {invalid: "⟦foo⟧", fixed: bar}
      - {valid: "`foo`"}
      - {valid: "fo"}
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own: no configuration of the checkout's is found from there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()


# -- the whole loop -----------------------------------------------------------------------------


def test_from_nothing_to_a_fixed_document(tmp_path: Path) -> None:
    """In a folder outside the repository, by the program alone, as a process of its own."""

    def seedlint(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "linter", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert seedlint("new-rule", "house.yaml", "--kind", "terms", "--id", "our-words").returncode == 0
    tested = seedlint("test", "house.yaml")
    assert (tested.returncode, tested.stdout) == (0, "1 rule, 4 examples: 2 Reported, 2 Silent.\n")
    (tmp_path / "note.md").write_text("這個軟件與 `軟件`\n", encoding="utf-8")
    found = seedlint("check", "--rules", "house.yaml", "--select", "house", "note.md")
    assert found.returncode == 1
    assert "note.md:1:3: our-words: write '軟體' instead of '軟件'" in found.stdout
    (tmp_path / "seedlint.yaml").write_text("packs: [house.yaml]\n", encoding="utf-8")
    fixed = seedlint("fix", "--unsafe-fixes", "note.md")
    assert fixed.returncode == 0, fixed.stderr
    assert (tmp_path / "note.md").read_text(encoding="utf-8") == "這個軟體與 `軟件`\n"


def test_the_readme_says_what_works(write: Write, capsys: Capture) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pack, override, config = re.findall(r"\n```yaml\n((?:schema|extends|packs): .*?)\n```\n", text, re.DOTALL)
    override = override.replace(", ./base.yaml", "")
    house = write("house.yaml", pack)
    assert run("test", house) == 0, capsys.readouterr().out
    mine = write("mine.yaml", f"schema: 1\nname: mine\nversion: 1.0.0\n{override}")
    assert run("test", house, mine) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert run("rules", "--rules", house, "--rules", mine, "--select", "stray-dot", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["severity"], row["exceptions"]) == ("error", [".softmax"])
    write("seedlint.yaml", config)
    write("video_list.csv", "id,date\n")
    write("known.json", '{"version": 1, "findings": {}}')
    page = write("a.md", "先看定義（03:15），認爲（00:00）\n")
    assert run("check", page) == 1
    out = capsys.readouterr().out
    assert out.count("a.md:1:5: timecode: the timecode 03:15") == 1
    assert "Found 1 problem in 1 of 1 file" in out


# -- seedlint test ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"⟦foo⟧", fixed: bar', '"⟦fo⟧", fixed: bar', ":14: say-foo[1]: Missing: not found: 'fo'"),
        (
            '"⟦foo⟧", fixed: bar',
            '"⟦fooo⟧o", fixed: bar',
            ":14: say-foo[1]: Missing: not found: 'fooo'; found instead: 'foooo'",
        ),
        (
            '"⟦foo⟧", fixed: bar',
            '"⟦foo⟧ foo", fixed: bar',
            ":14: say-foo[1]: Noisy: found, but not marked: 'foo'",
        ),
        (
            '"⟦foo⟧", fixed: bar',
            '"⟦foo⟧", fixed: baz',
            ":14: say-foo[1]: Wrong: fixed to 'bar', not to 'baz'",
        ),
        (
            '"⟦foo⟧", fixed: bar',
            '"⟦foo⟧"',
            ":14: say-foo[1]: Wrong: fixed to 'bar', but the example has no 'fixed'",
        ),
        (
            "applicability: safe",
            "applicability: display",
            ":14: say-foo[1]: Wrong: it was not fixed; 'fixed' says 'bar'",
        ),
        (
            '"⟦foo⟧", fixed: bar',
            '"[a](#foo)\\n\\n# ⟦foo⟧", fixed: bar',
            ":14: say-foo[1]: Wrong: it was not fixed: a link leads to this heading; 'fixed' says 'bar'",
        ),
        (
            '"⟦foo⟧", fixed: bar',
            '"[a](#foo)\\n\\n# ⟦foo⟧\\n\\n⟦foo⟧", fixed: bar',
            (
                r":14: say-foo[1]: Wrong: fixed to '[a](#foo)\n\n# foo\n\nbar', not to 'bar'; "
                "one fix was not made: a link leads to this heading"
            ),
        ),
        (
            "{word: bar}",
            "{word: 'foo{word}'}",
            ":14: say-foo[1]: Wrong: not fixed: the fixes of say-foo would change their own text again",
        ),
        ('{valid: "fo"}', '{valid: "foo"}', ":16: say-foo[3]: Noisy: found, but not marked: 'foo'"),
        ('      - {valid: "fo"}\n', "", ":5: say-foo: Missing: it needs two valid examples"),
        (
            '{valid: "`foo`"}',
            '{valid: "foe"}',
            ":5: say-foo: Missing: none of its valid examples is in code",
        ),
        ('{invalid: "⟦foo⟧", fixed: bar}', '{valid: "x"}', ":5: say-foo: Missing: it has no invalid example"),
        (PACK[PACK.index("    examples:") :], "", ":5: say-foo: Missing: it has no invalid example"),
    ],
)
def test_verdicts(write: Write, capsys: Capture, old: str, new: str, said: str) -> None:
    text = PACK.replace(old, new)
    assert text != PACK
    path = write("house.yaml", text)
    assert run("test", path) == 1
    out = capsys.readouterr().out
    assert f"{path}{said}" in out


def test_a_pack_that_is_right(write: Write, capsys: Capture) -> None:
    assert run("test", write("house.yaml", PACK)) == 0
    assert capsys.readouterr().out == "1 rule, 3 examples: 1 Reported, 2 Silent.\n"


def test_verdicts_for_programs(write: Write, capsys: Capture) -> None:
    path = write("house.yaml", PACK.replace("fixed: bar", "fixed: baz"))
    assert run("test", path, "--format", "json") == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["verdict"] for row in rows] == ["Wrong", "Silent", "Silent"]
    assert rows[0] == {
        "rule": "say-foo",
        "example": 1,
        "verdict": "Wrong",
        "path": str(path),
        "line": 14,
        "reason": "fixed to 'bar', not to 'baz'",
    }


def test_a_fix_that_a_second_run_changes_is_wrong() -> None:
    calls: list[str] = []

    def find(document: Document) -> Iterator[Match]:
        calls.append(document.text)
        if document.text == "foo" or len(calls) > 3:  # a check of some package's that remembers
            span = Span(0, len(document.text))
            yield Match(
                span, {}, Fix((Edit(span, "bar" if document.text == "foo" else "baz"),), Applicability.SAFE)
            )

    example = Example("foo", ((0, 3),), "bar", "x.yaml", 1)
    verdict, reason = judge(Rule("r", Severity.INFO, "m", find, "test"), example)
    assert (verdict, str(reason)) == (Verdict.WRONG, "fixing again makes it 'baz'")


def test_ours_prove_themselves(capsys: Capture) -> None:
    assert run("test") == 0
    assert "Missing" not in capsys.readouterr().out


def test_rules_that_a_pack_changes_are_tested_as_changed(write: Write, capsys: Capture) -> None:
    text = "schema: 1\nname: mine\nversion: 1.0.0\nextends: [residue]\noverrides:\n  stray-dot:\n    exceptions: [.softmax]\n"
    path = write("mine.yaml", text)
    assert run("test", path) == 1
    out = capsys.readouterr().out
    assert "stray-dot[3]: Missing: not found: '.softmax'" in out
    assert "1 rule, " in out
    moved = text + "    examples+: [{valid: 在.softmax中}, {invalid: 在⟦.rk⟧中}]\n"
    assert run("test", write("mine.yaml", moved)) == 1
    out = capsys.readouterr().out
    assert re.search(r"rules/residue.yaml:\d+: stray-dot\[3\]: Missing", out)
    assert re.search(r"mine.yaml:\d+: stray-dot\[\d+\]: Wrong: fixed to '在 rk 中'", out)
    gone = '    examples-: ["Actor 通過⟦.softmax⟧函數轉換"]\n'
    assert run("test", write("mine.yaml", text + gone)) == 0, capsys.readouterr().out


def test_a_runaway_example_is_wrong(write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.matching.deadline.TIME_LIMIT", 0.2)
    text = PACK.replace("'(?P<word>foo+)'", "'(?P<word>(a|aa|aaa)+$)'").replace("⟦foo⟧", f"⟦{'a' * 60}⟧b")
    assert run("test", write("house.yaml", text)) == 1
    assert "Wrong: rule 'say-foo' did not finish within" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["test", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["test", "--select", "stray-dots"], "did you mean 'stray-dot'"),
        (["test", "--format", "xml"], "--format is text / json"),
        (["explain", "stray-dots"], "no rule or kind is called 'stray-dots'; did you mean 'stray-dot'?"),
        (["explain", "stray-dot", "--format", "html"], "--format is text / markdown"),
        (["schema", "rulepak"], "no schema is called 'rulepak'; did you mean 'rulepack'?"),
        (["rules", "--format", "xml"], "--format is text / json"),
        (["new-rule", "house.txt"], "ends in .yaml"),
        (["new-rule", "house.yaml", "--kind", "patern"], "did you mean 'pattern'?"),
        (["new-rule", "house.yaml", "--id", "My Rule"], "'My Rule' is not an id"),
        (["new-rule", "house.yaml", "--id", "stray-dot"], "is the id of a built-in rule"),
        (["new-rule", "no/house.yaml"], "cannot be written"),
        (["check", "--isolated", "--config", "x.yaml"], "contradict each other"),
        (["check", "--config", "x.yaml"], "x.yaml: cannot be read"),
        (["check", "--locale", "fr"], "--locale: 'fr' is not one of en, zh-TW"),
    ],
)
def test_status_2_with_a_reason(arguments: list[str], reason: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(*arguments) == 2
    assert reason in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


# -- looking ------------------------------------------------------------------------------------


def test_a_name_of_a_pack_writes_nothing_but_a_comment(tmp_path: Path, capsys: Capture) -> None:
    pack = tmp_path / "a\nname: x\x1b.yaml"
    assert run("new-rule", pack) == 0
    assert "`seedlint test a\\x0aname: x\\x1b.yaml`" in pack.read_text(encoding="utf-8")
    assert run("test", "--isolated", pack) == 0
    assert "1 rule, 4 examples" in capsys.readouterr().out


def test_rules_for_people_and_programs(write: Write, capsys: Capture) -> None:
    path = write("house.yaml", PACK)
    assert run("rules", "--rules", path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["rule", "pack", "kind", "severity", "fix", "finds"]
    assert ["say-foo", "house", "pattern", "info", "safe", "Foo"] in [line.split() for line in lines]
    assert run("rules", "--rules", path, "--select", "house", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["params"], row["examples"]) == ("say-foo", {"pattern": "(?P<word>foo+)"}, 3)


def test_explain_in_the_terminal_and_as_markdown(write: Write, capsys: Capture) -> None:
    path = write("house.yaml", PACK)
    assert run("explain", "say-foo", "--rules", path) == 0
    text = capsys.readouterr().out
    for part in ("Because.", "found {match}", "⟦foo⟧", "Safe: `seedlint fix` applies it.", "(?P<word>foo+)"):
        assert part in text
    assert run("explain", "stray-dot", "--format", "markdown") == 0
    page = (ROOT / "docs" / "rules" / "stray-dot.md").read_text(encoding="utf-8")
    assert page.endswith(capsys.readouterr().out)
    assert run("explain", "terms") == 0
    assert "whole_words" in capsys.readouterr().out


def test_what_does_not_run_is_explained_too(write: Write, capsys: Capture) -> None:
    write("seedlint.yaml", "ignore: [variant-form]\n")
    assert run("explain", "variant-form") == 0
    assert "A character in the form of another region" in capsys.readouterr().out


def test_schemas(capsys: Capture) -> None:
    assert run("schema") == 0
    names = capsys.readouterr().out.split()
    assert names == ["baseline", "config", "record", "report", "rulepack", "stats"]
    for name in names:
        assert run("schema", name) == 0
        schema = json.loads(capsys.readouterr().out)
        assert schema == load_schema(name)
        jsonschema.validators.validator_for(schema).check_schema(schema)


def test_what_new_rule_writes(tmp_path: Path, capsys: Capture) -> None:
    assert run("new-rule", "house.yaml") == 0
    assert capsys.readouterr().out == (
        "wrote house.yaml\nwrote seedlint-rulepack.schema.json\nNow: seedlint test house.yaml\n"
    )
    text = (tmp_path / "house.yaml").read_text(encoding="utf-8")
    modeline, *_ = text.split("\n")
    schema = tmp_path / modeline.partition("$schema=")[2]
    jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(yaml.safe_load(text))
    assert run("new-rule", "house.yaml") == 2
    assert "house.yaml: exists already" in capsys.readouterr().err
    assert run("new-rule", "residue.yaml") == 0
    assert "name: my-residue\n" in (tmp_path / "residue.yaml").read_text(encoding="utf-8")
    assert run("test", "residue.yaml") == 0
    assert run("new-rule", "null.yaml", "--id", "true") == 0
    assert run("test", "null.yaml") == 0


def test_our_packs_follow_the_published_schema() -> None:
    validator = jsonschema.Draft7Validator(load_schema("rulepack"))
    for path in built_in_packs():
        validator.validate(load_yaml(path.read_text(encoding="utf-8"), str(path)).value)


# -- configuration ------------------------------------------------------------------------------


def test_the_nearest_configuration_counts(
    write: Write, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("house.yaml", PACK)
    write("seedlint.yaml", "packs: [house.yaml]\nrules: {say-foo: {severity: error}}\n")
    write("in/deep/a.md", "foo 在.rl中")
    monkeypatch.chdir(tmp_path / "in" / "deep")
    assert run("check", "a.md") == 1
    assert "say-foo: found foo" in capsys.readouterr().out
    run("check", "a.md", "--isolated")
    assert "say-foo" not in capsys.readouterr().out
    write("in/.seedlint.yaml", "ignore: [stray-dot]\n")
    assert run("check", "a.md") == 0
    assert run("check", "a.md", "--config", tmp_path / "seedlint.yaml", "--ignore", "say-foo") == 1
    assert "stray-dot" in capsys.readouterr().out
    (tmp_path / "in" / "deep" / ".git").mkdir()
    assert run("rules") == 0
    assert "say-foo" not in capsys.readouterr().out


def test_the_command_line_wins_over_the_configuration(write: Write, capsys: Capture) -> None:
    write("seedlint.yaml", "select: [chinese]\nvariant: zh-CN\nmetadata: list.csv\n")
    write("list.csv", "id,date\n")
    path = write("a.md", "利用數據 在.rl中")
    run("check", path)
    assert "traditional-in-simplified" in capsys.readouterr().out
    assert run("check", path, "--variant", "zh-TW") == 0
    assert run("check", path, "--select", "stray-dot") == 1
    write("seedlint.yaml", "# none\nselect: [chinees]\n")
    assert run("check", path) == 2
    assert (
        "seedlint.yaml:2: no rule or pack is called 'chinees'; did you mean 'chinese'?"
        in capsys.readouterr().err
    )
    write("seedlint.yaml", "metadata: list.csv\n")
    write("list.csv", "nothing\n")
    assert run("check", path) == 2
    assert "list.csv:1: the header has no column '…'" in capsys.readouterr().err


def test_packs_and_their_hashes_go_into_reports(write: Write, capsys: Capture) -> None:
    path, page = write("house.yaml", PACK), write("a.md", "文")

    def packs() -> dict[str, Any]:
        run("check", page, "--rules", path, "--output-format", "json")
        report = json.loads(capsys.readouterr().out)
        return {pack["name"]: pack for pack in report["packs"]}

    first = packs()["house"]
    assert (first["version"], first["sha256"]) == ("1.0.0", hashlib.sha256(path.read_bytes()).hexdigest())
    write("house.yaml", PACK + "# a change\n")
    assert packs()["house"]["sha256"] != first["sha256"]
    assert packs()["residue"]["sha256"] == packs()["residue"]["sha256"]


# -- a pack one did not write -------------------------------------------------------------------


def test_a_runaway_rule_leaves_the_other_findings(
    write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.matching.deadline.TIME_LIMIT", 0.2)
    pack = write("house.yaml", PACK.replace("'(?P<word>foo+)'", "'(?P<word>(a|aa|aaa)+$)'"))
    path = write("a.md", "在.rl中 " + "a" * 60 + "b")
    assert run("check", path, "--rules", pack) == 2
    captured = capsys.readouterr()
    assert "a.md: rule 'say-foo' did not finish within" in captured.err
    assert "stray-dot" in captured.out
    before = path.read_bytes()
    assert run("fix", path, "--rules", pack) == 2
    assert path.read_bytes() == before


def test_nothing_in_a_pack_is_run(write: Write, tmp_path: Path, capsys: Capture) -> None:
    for text in (
        "!!python/object/apply:os.system ['touch owned']\n",
        PACK.replace("kind: pattern", "kind: os.system"),
        PACK.replace("kind: pattern", "kind: check").replace(
            "{pattern: '(?P<word>foo+)'}", "{use: os:system}"
        ),
        PACK.replace("version: 1.0.0", "version: 1.0.0\nextends: [/etc/passwd]"),
    ):
        assert run("test", write("house.yaml", text)) == 2
        assert "Traceback" not in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == [".git", "house.yaml"]  # noqa: PTH208


# -- packs that want to be selected ---------------------------------------------------------------


def test_a_pack_that_wants_to_be_selected_runs_only_then(write: Write, capsys: Capture) -> None:
    page = write("a.md", "在TensorFlow中，甲,乙與在.rl中\n")

    def found(*options: str) -> set[str]:
        run("check", page, "--output-format", "json", *options)
        return {found["rule"] for found in json.loads(capsys.readouterr().out)["diagnostics"]}

    taste = {"space-between-scripts", "half-width-punctuation"}
    assert found() == {"stray-dot"}
    assert found("--select", "typography") == taste
    assert found("--select", "default", "--select", "typography") == taste | {"stray-dot"}
    assert found("--select", "half-width-punctuation") == {"half-width-punctuation"}
    assert found("--select", "default", "--select", "typography", "--ignore", "typography") == {"stray-dot"}
    write("seedlint.yaml", "select: [default, typography]\n")
    assert found() == taste | {"stray-dot"}
    assert run("rules", "--isolated") == 0
    assert "Off unless selected by name: typography" in capsys.readouterr().out


def test_no_pack_is_called_default(write: Write, capsys: Capture) -> None:
    pack = write("house.yaml", PACK.replace("name: house", "name: default"))
    assert run("check", "--rules", pack, write("a.md", "甲\n")) == 2
    assert "house.yaml:2: no pack can be called 'default'" in capsys.readouterr().err
