"""Rule packs of users: how they build on ours, and what is said of their mistakes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from linter.config.reading import read_config
from linter.diagnostics import Applicability, Severity
from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.fixing.fixer import fix
from linter.kinds import Options, kinds
from linter.matching import deadline as clock
from linter.packs import load_packs, select_rules
from linter.packs.build import mark, unmark
from linter.packs.source import built_in_packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.kinds import Match
    from linter.packs import Rule

    Write = Callable[[str, str | bytes], Path]

PACK = """\
schema: 1
name: house
version: 1.0.0
definitions: {latin: '[a-z]'}
words: {names: [foo, bar]}
rules:
  - id: say-foo
    summary: Foo
    why: Because.
    severity: info
    kind: pattern
    params: {pattern: '(?P<word>foo)'}
    message: "found {match}"
    fix: {applicability: safe, replace: {word: bar}}
    examples:
      - {invalid: "⟦foo⟧", fixed: bar}
      - {valid: "`foo`"}
"""
PATTERN = "kind: pattern\n    params: {pattern: '(?P<word>foo)'}"
FIX = "    fix: {applicability: safe, replace: {word: bar}}\n"


def rule_of(path: Path, name: str, config: Path | None = None) -> Rule:
    file = read_config(config).file if config is not None else None
    packs = load_packs([path], Options(), file)
    (rule,) = select_rules(packs, [name], [])
    return rule


def finds(rule: Rule, text: str) -> list[str]:
    return [diagnostic.span.text(text) for diagnostic in check(Document(text), [rule]).diagnostics]


def test_a_pack_of_the_users_runs_beside_ours(write: Write) -> None:
    rule = rule_of(write("house.yaml", PACK), "house")
    (found,) = check(Document("a foo `foo`"), [rule]).diagnostics
    assert (found.rule, found.message, found.span.start) == ("say-foo", "found foo", 2)


# -- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "severity: info",
            "severity: warn",
            "10: rule 'say-foo', severity: 'warn' is not one of error, warning, info; did you mean 'warning'?",
        ),
        (
            "id: say-foo",
            "id: Say_Foo",
            (
                "7: rule 'Say_Foo', id: 'Say_Foo' is not valid here: a name has lower-case letters and digits, "
                "with hyphens between words"
            ),
        ),
        (
            "kind: pattern",
            "kind: patern",
            ("11: rule 'say-foo', kind: 'patern' is not one of KINDS; did you mean 'pattern'?"),
        ),
        ("    why: Because.\n", "", "7: rule 'say-foo': the key 'why' is missing"),
        (
            "    why: Because.",
            "    whi: Because.",
            (
                "7: rule 'say-foo': the key 'why' is missing\n"
                "house.yaml:9: rule 'say-foo': unknown key 'whi'; did you mean 'why'?"
            ),
        ),
        (
            "rules:",
            "ruels:",
            "1: one of 'rules', 'overrides' is needed\nhouse.yaml:6: unknown key 'ruels'; did you mean 'rules'?",
        ),
        ("schema: 1", "schema: 2", "1: schema: must be 1, not 2"),
        (
            "version: 1.0.0",
            "version: 1.0",
            "3: version: must be a text, not 1.0: a version has three numbers, like 1.0.0",
        ),
        (
            "why: Because.",
            "why: {en: Because., zh_TW: x}",
            "9: rule 'say-foo', why: unknown key 'zh_TW'; did you mean 'zh-TW'?",
        ),
        ("why: Because.", "why: [x]", "9: rule 'say-foo', why: must be a text or a map, not a list"),
        (
            "why: Because.",
            "why: # x",
            "9: rule 'say-foo', why: must not be empty; an unquoted # starts a comment",
        ),
        (
            "    params: {pattern: '(?P<word>foo)'}",
            "    params:\n    pattern: '(?P<word>foo)'",
            "12: rule 'say-foo', params: must be a map, not nothing\nhouse.yaml:13: rule 'say-foo': 'pattern' belongs below 'params'",
        ),
        (
            "fix: {applicability: safe, replace: {word: bar}}",
            "fix: {applicability: safe}\n    replace: {word: bar}",
            "14: rule 'say-foo', fix: the key 'replace' is missing\nhouse.yaml:15: rule 'say-foo': 'replace' belongs below 'fix'",
        ),
        (
            'message: "found {match}"',
            "message: {match} found",
            "13: not YAML: did not find expected key; quote a text that starts with {, and close every quote",
        ),
        (
            "summary: Foo",
            'summary: "Foo',
            "13: not YAML: did not find expected key; quote a text that starts with {, and close every quote",
        ),
        ("summary: Foo", "summary: F\x07oo", "8: not YAML: the character U+0007 is not allowed"),
        (
            "rules:",
            "rules: []\nother:",
            "6: rules: must not be empty\nhouse.yaml:7: unknown key 'other'; choose from: defaults, definitions, extends, lexicon, name, opt_in, overrides, rules, schema, summary, version, words",
        ),
        ("why: Because.", "why: {zh-TW: 因為。}", "9: rule 'say-foo', why: the key 'en' is missing"),
        ("name: house", "name: house\nname: home", "3: the key 'name' is given twice, first on line 2"),
        (
            "severity: info",
            "severity: info\n    severity: error",
            "11: the key 'severity' is given twice, first on line 10",
        ),
        (
            "pattern: '(?P<word>foo)'",
            "patern: '(?P<word>foo)'",
            (
                "12: rule 'say-foo', params: the key 'pattern' is missing\n"
                "house.yaml:12: rule 'say-foo', params: unknown key 'patern'; did you mean 'pattern'?"
            ),
        ),
        (
            "(?P<word>foo)",
            "(",
            "12: rule 'say-foo', params.pattern: not a regular expression: missing ) at position 1",
        ),
        (
            "(?P<word>foo)",
            r"(?P<word>\L<namez>)",
            "12: rule 'say-foo', params.pattern: this pack has no word list 'namez'; did you mean 'names'?",
        ),
        (
            "(?P<word>foo)",
            "(?P<word>%{latn})",
            "12: rule 'say-foo', params.pattern: this pack has no definition 'latn'; did you mean 'latin'?",
        ),
        (
            "(?P<word>foo)",
            "(?P<word>o*)",
            "12: rule 'say-foo', params.pattern: the pattern matches the empty text, so it would match everywhere",
        ),
        (
            "(?P<word>foo)",
            "(?P<word>foo)|(?R)",
            "12: rule 'say-foo', params.pattern: the pattern calls itself without end",
        ),
        (
            "(?P<word>foo)",
            "(?P<word>(?:a{999}){999})",
            (
                "12: rule 'say-foo', params.pattern: with its repetitions written out, the expression has more than "
                "100000 parts"
            ),
        ),
        (
            "found {match}",
            "found {wrod}",
            "13: rule 'say-foo': its message names {wrod}; did you mean 'word'?",
        ),
        (
            "replace: {word: bar}",
            "replace: {wrod: bar}",
            "14: rule 'say-foo', fix.replace.wrod: the pattern has no group 'wrod'; did you mean 'word'?",
        ),
        (
            "replace: {word: bar}",
            "replace: {word: '{wrod}'}",
            "14: rule 'say-foo', fix.replace.word: the pattern has no group 'wrod'; did you mean 'word'?",
        ),
        (
            "applicability: safe",
            "applicability: sure",
            "14: rule 'say-foo', fix.applicability: 'sure' is not one of safe, unsafe, display",
        ),
        (
            "⟦foo⟧",
            "foo",
            "16: rule 'say-foo': an invalid example marks what is found by ⟦ and ⟧, in pairs",
        ),
        (
            '- {valid: "`foo`"}',
            '- {valid: "`foo`", invalid: x}',
            "17: rule 'say-foo': an example is either 'invalid' or 'valid'",
        ),
        (
            '- {valid: "`foo`"}',
            '- {valid: "`foo`", fixed: x}',
            "17: rule 'say-foo': a valid example must not have 'fixed'",
        ),
        (
            "severity: info",
            "severity: info\n    scope: [headings]",
            (
                "11: rule 'say-foo', scope[1]: 'headings' is not one of prose, heading, title, summary, table, list, html; "
                "did you mean 'heading'?"
            ),
        ),
        (
            "severity: info",
            "severity: info\n    exceptions: [{text: a, near: '('}]",
            "11: rule 'say-foo', exceptions[1].near: not a regular expression: missing ) at position 1",
        ),
        # YAML
        (
            "schema: 1",
            "schema: [1",
            "2: not YAML: did not find expected ',' or ']'; a list that starts with [ ends with ]",
        ),
        (
            "summary: Foo",
            "summary: Foo: bar",
            "8: not YAML: mapping values are not allowed in this context; quote a text that has ': ' in it",
        ),
        (
            "summary: Foo",
            "summary: %foo",
            "8: not YAML: found character that cannot start any token; quote a text that starts like this",
        ),
        ("kind: pattern", "kind: !x pattern", "11: tags (!x) are not allowed here"),
        # other packs and files
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residues]",
            "4: no pack is called 'residues'; did you mean 'residue'?",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [./no.yaml]",
            "4: extends ./no.yaml, which cannot be read: No such file or directory",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [./house.yaml]",
            "4: this pack extends itself, through ./house.yaml",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dot: {words: {doted_names+: [x]}}}",
            "5: rule 'stray-dot', words.doted_names+: no word list is called 'doted_names'; did you mean 'dotted_names'?",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dot: {exceptions-: [x]}}",
            "5: rule 'stray-dot', exceptions-: the rule has no such list or map to remove from",
        ),
        (
            "found {match}",
            "found {match:>5}",
            "13: rule 'say-foo': '{match:>5}' in its message is not a name; write only a name, as in {match}",
        ),
        (
            "replace: {word: bar}",
            'replace: {word: "\\e[31m"}',
            "14: rule 'say-foo', fix.replace.word: control characters are not allowed in a text",
        ),
        (
            '- {valid: "`foo`"}',
            '- {valid: "⟦foo⟧"}',
            "17: rule 'say-foo': a valid example must not have marks",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dots: {severity: info}}",
            "5: overrides: no rule is called 'stray-dots'; did you mean 'stray-dot'?",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\noverrides: {stray-dot: {severity: info}}",
            "4: overrides: the rule 'stray-dot' belongs to residue, which this pack does not extend",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dot: {severities: info}}",
            "5: overrides.stray-dot: unknown key 'severities'; did you mean 'severity'?",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dot: {params: {wieghts: x}}}",
            "5: rule 'stray-dot', params: unknown key 'wieghts'; did you mean 'weights'?",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nextends: [residue]\noverrides: {stray-dot: {words: {dotted_names-: [nett]}}}",
            "5: rule 'stray-dot', words.dotted_names-: 'nett' cannot be removed, because it is not there; did you mean 'net'?",
        ),
        (
            "id: say-foo",
            "id: stray-dot",
            "7: the rule 'stray-dot' is also in residue; change it under 'overrides', or choose another id",
        ),
        (
            "name: house",
            "name: residue",
            "2: 'residue' is the name of a built-in pack; give this one another name",
        ),
        (
            "version: 1.0.0",
            "version: 1.0.0\nlexicon: ../zh.yaml",
            "4: lexicon: '../zh.yaml' is not in the pack's folder",
        ),
        # kinds
        (
            PATTERN,
            "kind: convert\n    params: {report: simplified}",
            "11: rule 'say-foo', kind: a rule of kind 'convert' needs the pack's 'lexicon', or 'extends: [chinese]'",
        ),
        (
            PATTERN,
            "kind: terms\n    params: {file: /etc/passwd}",
            "12: rule 'say-foo', params.file: '/etc/passwd' is not in the pack's folder",
        ),
        (
            PATTERN,
            "kind: terms\n    params: {file: no.tsv}",
            "12: rule 'say-foo', params.file: no.tsv: cannot be read: No such file or directory",
        ),
        (
            PATTERN,
            "kind: terms\n    params: {}",
            "12: rule 'say-foo', params: a rule of kind 'terms' needs 'terms' or a 'file'",
        ),
        (
            PATTERN,
            "kind: metric\n    params: {report: lenght, per: record, min: 1}",
            (
                "12: rule 'say-foo', params.report: 'lenght' is not one of length, chinese-share, han-share, "
                "latin-share, simplified-share; did you mean 'length'?"
            ),
        ),
        (
            PATTERN,
            "kind: metric\n    params: {report: length, per: record}",
            "12: rule 'say-foo', params: a limit is missing: 'min', 'max' or both",
        ),
        (
            PATTERN,
            "kind: check\n    params: {use: os.system}",
            "12: rule 'say-foo', params.use: no installed package offers a check 'os.system'; choose from: repeated-lines",
        ),
        (
            PATTERN,
            "kind: script\n    params: {report: intrusion, scripts: [Cyrilic]}",
            "12: rule 'say-foo', params.scripts[1]: 'Cyrilic' is not a Unicode script",
        ),
        (
            PATTERN,
            "kind: record\n    params: {report: missing}",
            "12: rule 'say-foo', params.report: 'missing' needs the key 'field'",
        ),
    ],
)
def test_what_is_said_of_a_mistake(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = PACK.replace(old, new)
    assert text != PACK
    write("house.yaml", text if old != PATTERN else text.replace(FIX, "").replace(", fixed: bar", ""))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackError) as caught:
        load_packs([tmp_path.joinpath("house.yaml").relative_to(tmp_path)], Options())
    assert str(caught.value) == f"house.yaml:{said}".replace("KINDS", ", ".join(kinds()))


def test_every_mistake_is_named_at_once(write: Write) -> None:
    path = write("house.yaml", PACK.replace("info", "fatal").replace("version: 1.0.0", "version: one"))
    with pytest.raises(PackError) as caught:
        load_packs([path], Options())
    assert f"{path}:3: version:" in str(caught.value)
    assert f"{path}:10: rule 'say-foo', severity:" in str(caught.value)


def test_a_rule_that_stands_twice(write: Write) -> None:
    path = write("house.yaml", PACK + PACK[PACK.index("  - id:") :])
    with pytest.raises(PackError, match=":18: the rule 'say-foo' is defined twice, first on line 7"):
        load_packs([path], Options())


def test_two_packs_of_one_name_or_with_one_rule(write: Write) -> None:
    one = write("one.yaml", PACK)
    with pytest.raises(PackError, match=r"the pack in .*one.yaml is called 'house', too"):
        load_packs([one, write("two.yaml", PACK)], Options())
    with pytest.raises(PackError, match=r"the rule 'say-foo' is also in .*one.yaml:7; change it"):
        load_packs([one, write("three.yaml", PACK.replace("name: house", "name: three"))], Options())


def test_packs_that_extend_each_other(write: Write) -> None:
    write("two.yaml", PACK.replace("name: house", "name: two\nextends: [./one.yaml]"))
    path = write("one.yaml", PACK.replace("name: house", "name: one\nextends: [./two.yaml]"))
    with pytest.raises(PackError, match=r"two.yaml:3: this pack extends itself, through ./one.yaml"):
        load_packs([path], Options())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "house.yaml:1: not UTF-8: byte at offset 0"),
        (b"a\nb\xff", "house.yaml:2: not UTF-8: byte at offset 3"),
        (b"", "house.yaml:1: the file is empty"),
        (b"# nothing\n", "house.yaml:1: the file is empty"),
        (b"- a\n- b\n", "house.yaml:1: must be a map, not a list"),
        (b"a: " + b"x" * 4_000_001, "house.yaml: is larger than 4000000 bytes"),
        (b"rules: " + b"[" * 5000, "house.yaml:1: nested more than 50 levels deep"),
        (
            PACK.replace("[foo, bar]", f"[{'x, ' * 200_001}]").encode(),
            "house.yaml:5: more than 200000 values",
        ),
        (
            b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n",
            "house.yaml:1: aliases (*name) are not allowed here; write the value twice",
        ),
        (b"a: !!python/object/apply:os.system ['touch owned']\n", "house.yaml:1: tags"),
    ],
)
def test_files_that_are_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes, reason: str
) -> None:
    write("house.yaml", content)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackError) as caught:
        load_packs([tmp_path.joinpath("house.yaml").relative_to(tmp_path)], Options())
    assert str(caught.value).startswith(reason)
    assert os.listdir(tmp_path) == ["house.yaml"]  # noqa: PTH208 - nothing was run


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no.yaml", "cannot be read"),
        ("folder", "is not a file"),
        ("pipe", "is not a file"),
        ("/dev/zero", "is not a file"),
    ],
)
def test_what_is_not_a_file(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PackError, match=reason):
        load_packs([tmp_path / name], Options())


def test_a_pack_that_was_checked_once_is_not_checked_again(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "cache"))
    text = "name: mine\nversion: 1.0.0\nschema: 1\nextends: [residue]\noverrides: {stray-dot: {severity: info}}\n"
    paths = [write("house.yaml", PACK), write("mine.yaml", text)]
    script = (
        "import sys; from pathlib import Path; from linter.packs import load_packs; from linter.kinds import Options;"
        "load_packs([Path(p) for p in sys.argv[1:]], Options()); print('jsonschema' in sys.modules)"
    )

    def validates() -> bool:
        done = subprocess.run(
            [sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True
        )
        return done.stdout == "True\n"

    assert validates()
    assert not validates()
    write("house.yaml", PACK + "# a change\n")
    assert validates()
    assert not validates()
    (kept,) = (tmp_path / "cache").glob("valid*")
    kept.write_bytes(b"\xff")
    shutil.rmtree(tmp_path / "cache" / "parsed")  # the image says that they are valid, too
    assert validates()
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", "/proc/none")
    assert validates()
    write("house.yaml", PACK.replace("severity: info", "severity: warn"))
    with pytest.raises(PackError, match="'warn' is not one of"):
        load_packs(paths, Options())


def test_definitions_that_grow_without_end(write: Write) -> None:
    bomb = ", ".join(f"a{n}: '%{{a{n + 1}}}%{{a{n + 1}}}'" for n in range(40))
    text = PACK.replace("{latin: '[a-z]'}", f"{{{bomb}, a40: x}}").replace("(?P<word>foo)", "(?P<word>%{a0})")
    with pytest.raises(PackError, match="the expression is longer than 100000 characters"):
        load_packs([write("house.yaml", text)], Options())
    text = PACK.replace("[a-z]", "%{latin}").replace("(?P<word>foo)", "(?P<word>%{latin})")
    with pytest.raises(PackError, match="the definition 'latin' contains itself"):
        load_packs([write("house.yaml", text)], Options())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        # each of these took minutes, gigabytes, or ended in a mistake of ours
        ("(?P<word>foo)", "(?P<word>" + "[" * 90_000, "params.pattern: not a regular expression"),
        ("(?P<word>foo)", "(?x)(?P<word>(?:a {999} ) {999})", "more than 100000 parts"),
        ("(?P<word>foo)", "(?x)(?P<word>(?:a{999}) #)\\n{999})", "more than 100000 parts"),
        ("(?P<word>foo)", "(?V0)(?P<word>foo)", "not a regular expression: VERSION0 and VERSION1"),
        ("(?P<word>foo)", "(?La)(?P<word>foo)", "not a regular expression: "),
        ("(?P<word>foo)", "(?P<word>%{d0})", "definitions name each other more than 50 deep"),
        ("(?P<word>foo)", r"(?P<word>" + r"\L<names>" * 4000 + ")", "have more than 200000 words"),
        ("found {match}", "found {" + "m" * 60_000 + "}", "its message names"),
        ("version: 1.0.0", 'version: 1.0.0\nextends: ["a\\0b.yaml"]', "is not a file name"),
        ("schema: 1", "%TAG ! tag:x\n---\nschema: 1", "1: directives (%TAG, %YAML) are not allowed here"),
    ],
)
def test_what_would_cost_too_much_is_refused(write: Write, old: str, new: str, reason: str) -> None:
    many = ", ".join(f"w{n}" for n in range(100)) if "names" in new else "foo, bar"
    chain = ", ".join(f"d{n}: '%{{d{n + 1}}}'" for n in range(2000)) if "d0" in new else "latin: '[a-z]'"
    text = PACK.replace("[foo, bar]", f"[{many}]").replace("{latin: '[a-z]'}", f"{{{chain}, d2000: x}}")
    path = write("house.yaml", text.replace(old, new))
    started = time.monotonic()
    with pytest.raises(PackError, match=re.escape(reason)):
        load_packs([path], Options())
    assert time.monotonic() - started < 20


def test_long_lists_are_changed_in_linear_time(write: Write) -> None:
    words = json.dumps([f"字{n}" for n in range(20_000)], ensure_ascii=False)
    house = PACK.replace("severity: info", f"severity: info\n    exceptions: {words}")
    write("house.yaml", house)
    text = f"schema: 1\nname: mine\nversion: 1.0.0\nextends: [./house.yaml]\noverrides: {{say-foo: {{exceptions+: {words}}}}}\n"
    rule = rule_of(write("mine.yaml", text), "say-foo")
    assert len(rule.source["exceptions"]) == 20_000


def test_word_lists_of_any_name(write: Write) -> None:
    text = PACK.replace("{names:", "{flags:").replace("(?P<word>foo)", r"(?P<word>\L<flags>)|\\L<flags>")
    assert finds(rule_of(write("house.yaml", text), "say-foo"), "foo bar") == ["foo", "bar"]


def test_more_finds_than_anybody_reads_are_an_error(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.engine.MOST_FINDINGS", 10)
    rule = rule_of(write("house.yaml", PACK), "say-foo")
    assert len(check(Document("foo\n" * 3), [rule]).diagnostics) == 3
    result = check(Document("foofoo" * 30), [rule])
    assert (result.diagnostics, str(result.errors[0])) == (
        (),
        "<text>: rule 'say-foo' has more than 55 findings; the other rules ran",
    )


def test_more_findings_than_memory_holds_end_the_rules(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.engine.MOST_FINDINGS", 5)
    rule = rule_of(write("house.yaml", PACK), "say-foo")
    many = [
        type(rule)(**{n: getattr(rule, n) for n in rule.__slots__} | {"id": f"r{n:02}"}) for n in range(30)
    ]
    text = "foo\n" * 4
    results = [check(Document(text), order) for order in (many, many[::-1])]
    assert results[0].diagnostics == results[1].diagnostics
    assert len(results[0].diagnostics) < 30 * 4
    assert "more than 66 findings; 'r17' and the rules after it did not run" in str(results[0].errors[0])


def test_a_rule_that_needs_too_much_memory(write: Write) -> None:
    rule = rule_of(
        write("house.yaml", PACK.replace("(?P<word>foo)", "(?P<word>foo)|(?:x|(?R))*y")), "say-foo"
    )
    result = check(Document("x" * 100_000), [rule])
    assert re.search("needs too much memory|did not finish", str(result.errors[0]))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("repairs: (.*)*z=(.*)+z", 3, "'(.*)*z=(.*)+z' has characters other than Han"),
        ("variants: 一二=三四", 3, "sides of equal length"),
        ("repairs: |\n    甲=乙\n    丙丁=戊", 5, "sides of equal length"),
        ("repairs: |\n    丙丁=戊", 4, "sides of equal length"),
        ("repairs: 甲=乙 丙丁=戊", 3, "sides of equal length"),
        ("repairs: |\n    甲=乙\n    丙=丁\n    甲=戊", 6, "'甲' is given twice"),
        ("guards: 後", 3, "sides of equal length"),
        ("repair: 甲=乙", 3, "unknown section 'repair'; did you mean 'repairs'?"),
    ],
)
def test_a_lexicon_mistake_is_named_with_its_line(write: Write, text: str, line: int, reason: str) -> None:
    write("lex.yaml", f"schema: 1\nsections:\n  {text}\n")
    path = write("house.yaml", PACK.replace("version: 1.0.0", "version: 1.0.0\nlexicon: lex.yaml"))
    with pytest.raises(PackError, match=re.escape(reason)) as caught:
        load_packs([path], Options())
    assert caught.value.line == line
    assert str(caught.value.path).endswith("lex.yaml")


def test_unknown_names_get_a_suggestion() -> None:
    with pytest.raises(PackError, match="did you mean 'stray-dot'"):
        select_rules(load_packs([], Options()), ["stray-dots"], [])


def test_marks() -> None:
    assert unmark("a⟦b⟧c⟦de⟧") == ("abcde", ((1, 2), (3, 5)))
    assert mark(*unmark("a⟦b⟧c⟦de⟧")) == "a⟦b⟧c⟦de⟧"


# -- packs that build on others -----------------------------------------------------------------

MINE = """\
schema: 1
name: mine
version: 1.0.0
extends: [residue, ./house.yaml]
defaults: {severity: error, scope: [heading]}
words: {names+: [x]}
overrides:
  stray-dot:
    words: {dotted_names+: [reward]}
  say-foo:
    params: {pattern: '(?P<word>foo|baz)'}
    exceptions+: [a foo]
    message: "say {match}"
    examples: [{invalid: "⟦baz⟧", fixed: bar}]
rules:
  - id: say-name
    summary: A name
    why: Because.
    kind: pattern
    params: {pattern: '\\L<names>'}
    message: "name {match}"
"""


def test_a_pack_changes_rules_of_those_it_extends(write: Write) -> None:
    write("house.yaml", PACK)
    path = write("mine.yaml", MINE.replace("words: {names+: [x]}\n", ""))
    assert finds(rule_of(path, "stray-dot"), "在.rl中") == [".rl"]
    assert finds(rule_of(path, "stray-dot"), "在.reward中") == []
    rule = rule_of(path, "say-foo")
    assert finds(rule, "foo, baz, a foo") == ["foo", "baz"]
    assert [diagnostic.message for diagnostic in check(Document("baz"), [rule]).diagnostics] == ["say baz"]
    assert (rule.pack, len(rule.examples)) == ("house", 1)


def test_a_pack_extends_one_that_is_loaded_before_it(write: Write) -> None:
    paths = [
        write("a/house.yaml", PACK),
        write("b/mine.yaml", MINE.replace("./house.yaml", "house").replace("words: {names+: [x]}\n", "")),
    ]
    packs = load_packs(paths, Options())
    assert [rule.id for rule in packs[-1].rules] == ["say-name"]


def test_bases_that_share_a_base_are_counted_once(write: Write) -> None:
    write("p0.yaml", PACK.replace("name: house", "name: p0"))
    for n in range(1, 60):
        text = f"schema: 1\nname: p{n}\nversion: 1.0.0\nextends: [./p{n - 1}.yaml, p{n - 1}, ./p0.yaml]\n"
        write(f"p{n}.yaml", text + "overrides: {say-foo: {severity: info}}\n")
    path = write(
        "p60.yaml",
        "schema: 1\nname: p60\nversion: 1.0.0\nextends: [./p59.yaml]\noverrides: {say-foo: {severity: error}}\n",
    )
    packs = load_packs([path], Options())
    assert len(packs) == 61 + len(built_in_packs())
    assert {rule.id: rule.severity for pack in packs for rule in pack.rules}["say-foo"] is Severity.ERROR


def test_a_pack_reads_nothing_from_elsewhere(write: Write, tmp_path: Path) -> None:
    secret = write("secret.yaml", "token: abc\n")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "link.yaml").symlink_to(secret)
    for name in (str(secret), "../secret.yaml", "./link.yaml", "x/../../secret.yaml"):
        path = write("p/house.yaml", PACK.replace("version: 1.0.0", f"version: 1.0.0\nextends: [{name}]"))
        with pytest.raises(PackError, match="is not in the pack's folder; list it before this one") as caught:
            load_packs([path], Options())
        assert "abc" not in str(caught.value)
        assert caught.value.line == 4


def test_a_pack_uses_the_words_of_those_it_extends_and_its_defaults(write: Write) -> None:
    write("house.yaml", PACK)
    rule = rule_of(write("mine.yaml", MINE.replace("words: {names+: [x]}\n", "")), "say-name")
    assert finds(rule, "# foo\n\nbar") == ["foo"]
    assert rule.severity is Severity.ERROR


def test_word_lists_of_a_pack_are_given_whole(write: Write) -> None:
    write("house.yaml", PACK)
    path = write("mine.yaml", MINE)
    with pytest.raises(PackError) as caught:
        load_packs([path], Options())
    assert str(caught.value).startswith(f"{path}:6: words")


CONFIG = """\
packs: [house.yaml]
ignore: [variant-form]
variant: zh-HK
metadata: list.csv
rules:
  say-foo:
    severity: error
    fix: {applicability: unsafe}
    exceptions: [foo bar, {text: foo, near: quoted, within: 5}]
"""


def test_a_configuration_changes_rules(write: Write) -> None:
    write("list.csv", "id,date\n")
    write("house.yaml", PACK)
    config = write("seedlint.yaml", CONFIG)
    rule = rule_of(write("house.yaml", PACK), "say-foo", config)
    assert rule.severity is Severity.ERROR
    assert finds(rule, "foo; foo bar; foo (quoted); and then far from it another foo") == ["foo", "foo"]
    document = Document("foo")
    assert fix(document, [rule], Applicability.SAFE).document.text == "foo"
    assert fix(document, [rule], Applicability.UNSAFE).document.text == "bar"


def test_what_a_configuration_says(write: Write, tmp_path: Path) -> None:
    write("list.csv", "id,date\n")
    write("house.yaml", PACK)
    config = read_config(write("seedlint.yaml", CONFIG))
    assert (config.packs, config.metadata) == ((tmp_path / "house.yaml",), tmp_path / "list.csv")
    assert (config.ignore, config.variant) == (("variant-form",), "zh-HK")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("ignore:", "ingore:", "2: unknown key 'ingore'; did you mean 'ignore'?"),
        ("zh-HK", "zh-XX", "3: variant: 'zh-XX' is not one of zh-TW, zh-HK, zh-CN"),
        (
            "severity: error",
            "severty: error",
            "7: rules.say-foo: unknown key 'severty'; did you mean 'severity'?",
        ),
        ("say-foo:", "say-fo:", "6: rules: no rule is called 'say-fo'; did you mean 'say-foo'?"),
        (
            "applicability: unsafe",
            "applicability: sure",
            "8: rule 'say-foo', fix.applicability: 'sure' is not one",
        ),
        ("[foo bar, {text", "[{txt", "9: rules.say-foo.exceptions[1]: the key 'text' is missing"),
        ("[house.yaml]", "[hose.yaml]", "1: the file 'hose.yaml' does not exist"),
        (
            "[house.yaml]",
            "[residue]",
            "1: the file 'residue' does not exist; it is a built-in pack and runs anyway",
        ),
        ("list.csv", "liste.csv", "4: the file 'liste.csv' does not exist"),
        (
            "rules:\n  say-foo:",
            "rules:\n  stray-dot: off\n  say-foo:",
            "6: rules.stray-dot: must be a map, not 'off'; to switch a rule off: ignore: [stray-dot]",
        ),
    ],
)
def test_mistakes_of_a_configuration(write: Write, old: str, new: str, reason: str) -> None:
    write("list.csv", "id,date\n")
    write("house.yaml", PACK)
    config = write("seedlint.yaml", CONFIG.replace(old, new))
    with pytest.raises(PackError) as caught:
        rule_of(write("house.yaml", PACK), "say-foo", config)
    assert str(caught.value).startswith(f"{config}:{reason}")


# -- what a pack may cost -----------------------------------------------------------------------


def test_a_runaway_pattern_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TIME_LIMIT", 0.2)
    text = PACK.replace("'(?P<word>foo)'", "'(?P<word>(a|aa|aaa)+$)'")
    rule = rule_of(write("house.yaml", text), "say-foo")
    result = check(Document("a" * 60 + "b"), [rule])
    assert result.diagnostics == ()
    assert "rule 'say-foo' did not finish within" in str(result.errors[0])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("unless", "['(a|aa|aaa)+$']"),
        ("unless_line", "['(a|aa|aaa)+$']"),
        ("near", "{pattern: '(a|aa|aaa)+$', within: 3}"),
    ],
)
def test_a_runaway_condition_is_stopped(
    write: Write, monkeypatch: pytest.MonkeyPatch, key: str, value: str
) -> None:
    monkeypatch.setattr(clock, "TIME_LIMIT", 0.2)
    text = PACK.replace("(?P<word>foo)'", f"(?P<word>b)', {key}: {value}")
    rule = rule_of(write("house.yaml", text), "say-foo")
    result = check(Document("a" * 60 + "b"), [rule])
    assert "did not finish within" in str(result.errors[0])


def test_a_runaway_exception_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TIME_LIMIT", 0.2)
    more = "severity: info\n    exceptions: [{text: foo, near: '(a|aa|aaa)+$'}]"
    rule = rule_of(write("house.yaml", PACK.replace("severity: info", more)), "say-foo")
    result = check(Document("foo" + "a" * 60 + "b"), [rule])
    assert "did not finish within" in str(result.errors[0])


def test_a_crashing_rule_does_not_stop_the_others(write: Write) -> None:
    rule = rule_of(write("house.yaml", PACK), "say-foo")

    def crash(_document: Document) -> list[Match]:
        raise ZeroDivisionError("oops")

    broken = type(rule)(
        **{name: getattr(rule, name) for name in rule.__slots__} | {"id": "broken", "find": crash}
    )
    result = check(Document("foo"), [broken, rule])
    assert [diagnostic.rule for diagnostic in result.diagnostics] == ["say-foo"]
    assert "rule 'broken' failed (ZeroDivisionError: oops)" in str(result.errors[0])
