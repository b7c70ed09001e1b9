"""No output replaces a file that is not seedlint's own, of the same kind."""

from __future__ import annotations

import itertools
import json
import os
from typing import TYPE_CHECKING

import pytest

from linter.errors import UsageError
from linter.formats import FORMATS as RECORDS
from linter.formats.own import is_export
from linter.jobs.check import CheckJob, check_file
from linter.jobs.output import check_report
from linter.jobs.pages import refuse_foreign
from linter.messages.phrases import Locale
from linter.reporters import FORMATS, STATISTICS, load_reporter
from linter.reporters.baseline import Baseline
from linter.reporters.report import Run
from tests.conftest import load_rules, page, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]
    Write = Callable[[str, str | bytes], Path]

#: What people keep in files that they may name by mistake.
THEIRS: Mapping[str, str] = {
    "settings": "TOTAL=1\n",
    "list": "[1, 2]\n",
    "map": '{"a": {"b": ["c"]}}\n',
    "lines": '{"index": 1, "title": "甲"}\n{"index": 2}\n',
    "table": "id,date,title\naB3_dE6-hI9,2024-01-02,甲\n",
    "notes": "甲\n\n乙\n",
    "markup": "<?xml version='1.0'?>\n<testsuites name=\"mine\"/>\n",
    "log": "Found it in 3 files.\nmake: done\n",
    "other log": '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "other"}}}]}\n',
    "page": "# 甲\n\n<details>\n</details>\n",
    "bytes": "PAR1\x00",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in every format and both languages, with findings and without."""
    folder = tmp_path_factory.mktemp("reports")
    rules = load_rules(select=("stray-dot",))
    for name, text in (("found", "在.rl中\n"), ("none", "文。\n")):
        draft = folder / f"{name}.md"
        draft.write_text(text, encoding="utf-8")
        reports = [check_file(draft, CheckJob(rules))]
        for kind, locale in itertools.product((*FORMATS, STATISTICS), Locale):
            with (folder / f"{name}.{kind}.{locale}").open("w", encoding="utf-8") as stream:
                load_reporter(kind).write(Run(reports, [], [], locale), stream)
        draft.unlink()
    return folder


@pytest.mark.parametrize("kind", [*FORMATS, STATISTICS])
def test_a_report_replaces_reports_of_its_format_only(reports: Path, write: Write, kind: str) -> None:
    recognises = load_reporter(kind).recognises
    for file in reports.iterdir():
        _, of, *_ = file.name.split(".")
        text = file.read_text(encoding="utf-8")
        alike = {kind, of} == {"text", STATISTICS, "github"} - {of} or file.name.startswith("none.")
        if of == kind:
            assert recognises(text), file
            check_report(file, kind)
        elif not alike:
            assert not recognises(text), (file, kind)
    for text in THEIRS.values():
        assert not recognises(text), text
    check_report(write("empty", " \n"), kind)


@pytest.mark.parametrize("command", ["-o", "--report", "clean"])
@pytest.mark.parametrize("name", ["notes", "map"])
def test_a_file_in_the_way_of_a_report_stays(write: Write, capsys: Capture, command: str, name: str) -> None:
    draft, theirs = write("s/a.md", "文。\n"), write("r", THEIRS[name])
    arguments = {
        "-o": ["check", "--isolated", draft, "--output-format", "json", "-o", theirs],
        "--report": ["check", "--isolated", draft, "--report", f"sarif={theirs}"],
        "clean": ["clean", "--isolated", draft.parent, "--in-place", "--report", theirs],
    }[command]
    assert run(*arguments) == 2
    said = f"{theirs} is not a report in this format; name another file, or remove it"
    assert said in capsys.readouterr().err
    assert theirs.read_text(encoding="utf-8") == THEIRS[name]


def test_what_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="pipe cannot be replaced: not a regular file"):
        check_report(tmp_path / "pipe", "json")


# -- baselines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize("named", ["by the command", "by the configuration"])
def test_a_baseline_replaces_nothing_else(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.md", "在.rl中\n")
    theirs = write("data", THEIRS[name])
    write("seedlint.yaml", "baseline: data\nselect: [stray-dot]\n")
    options = ["--isolated", "--baseline", "data"] if named == "by the command" else []
    assert run("check", "--write-baseline", *options) == 2
    assert "data: is not a baseline and is left alone; name another file" in capsys.readouterr().err
    assert theirs.read_text(encoding="utf-8") == THEIRS[name]


MARKS = '"0a0a0a0a-0a0a0a0a-0a0a0a0a"'


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("", True),
        (f'{{"version": 1, "findings": {{"a.md": {{"stray-dot": [{MARKS}]}}}}}}', True),
        (f'{{"version": 7, "findings": {{"a.md": {{"stray-dot": [{MARKS}]}}}}}}', True),
        ('{"version": 7, "findings": {"a.md": ["b"]}}', False),
        ('{"version": 1, "findings": {}, "more": 1}', False),
        ('{"version": "1", "findings": {}}', False),
        (f'{{\n "version": 1,\n<<<<<<< ours\n   {MARKS},\n=======\n>>>>>>> theirs\n  }}\n}}\n', True),
        ("TOTAL=1\n<<<<<<< ours\nTOTAL=2\n=======\n>>>>>>> theirs\n", False),
        ('{\n<<<<<<< ours\n "price": 3,\n=======\n>>>>>>> theirs\n}\n', False),
    ],
)
def test_what_is_a_baseline(write: Write, text: str, ours: bool) -> None:  # noqa: FBT001 - what is expected
    assert Baseline.recognises(write("b", text)) is ours


def test_a_baseline_with_both_sides_of_a_conflict_is_one(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write('甲 "1".md', "在.rl中\n")
    command = ["check", "--isolated", "--select", "stray-dot", "--baseline", "b", "--write-baseline"]
    assert run(*command) == 0
    lines = (tmp_path / "b").read_text(encoding="utf-8").splitlines()
    half = ["<<<<<<< HEAD", *lines[3:], "=======", *lines[4:], ">>>>>>> 甲"]
    assert Baseline.recognises(write("b", "\n".join([*lines[:3], *half])))


# -- exports -------------------------------------------------------------------------------------

NAMES = {"index": "number", "source": "from", "title": "標題"}


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("names", [{}, NAMES])
def test_an_export_replaces_exports_of_its_format_only(
    write: Write, tmp_path: Path, capsys: Capture, kind: str, names: dict[str, str]
) -> None:
    source = write("a.md", page() + page(head="2. 乙: 「一」"))
    config = write("c.yaml", json.dumps({"fields": names or {"index": "index"}}))
    output = tmp_path / "out"
    arguments = ["export", "--config", config, source, "--to", kind, "-o", output]
    for _ in range(2):  # the second time over the first
        assert run(*arguments) == 0
    files = sorted(output.iterdir()) if output.is_dir() else [output]
    capsys.readouterr()
    for file in files:
        assert is_export(file.read_bytes(), kind, names)
        for text in THEIRS.values():
            assert not is_export(text.encode(), kind, names)
    text = THEIRS["settings"]
    files[-1].write_text(text, encoding="utf-8")
    assert run(*arguments) == 2
    assert f"{files[-1]} " in capsys.readouterr().err
    assert files[-1].read_text(encoding="utf-8") == text
    assert is_export(b"", kind, names)


@pytest.mark.parametrize("kind", ["file", "pipe", "broken link"])
def test_a_folder_of_an_export_is_one(write: Write, capsys: Capture, tmp_path: Path, kind: str) -> None:
    source = write("a.md", page())
    output = tmp_path / "out"
    if kind == "file":
        output.touch()
    elif kind == "pipe":
        os.mkfifo(output)
    else:
        output.symlink_to("x")
    assert run("export", "--isolated", source, "--to", "front-matter", "-o", output) == 2
    assert f"{output} " in capsys.readouterr().err


# -- pages, schemas, packs, trees ----------------------------------------------------------------


def test_generated_pages_replace_no_others(write: Write, tmp_path: Path) -> None:
    for name, text in (("docs/rules/stray-dot.md", "# 甲\n"), ("schemas/rulepack.schema.json", "{}\n")):
        theirs = write(name, text)
        with pytest.raises(UsageError, match="was not made by `seedlint pages`; move it elsewhere"):
            refuse_foreign(theirs)
    (tmp_path / "link").symlink_to("schemas")
    with pytest.raises(UsageError, match="Too many levels"):
        refuse_foreign(tmp_path / "link")
    refuse_foreign(tmp_path / "nothing")


def test_the_schema_of_a_new_pack_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "seedlint-rulepack.schema.json").symlink_to("elsewhere")
    assert run("new-rule", tmp_path / "house.yaml") == 0
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("name", "said"), [("file", "is not a folder; name another"), ("link", "is a broken link")]
)
@pytest.mark.parametrize("below", ["", "/t"])
def test_a_clean_tree_needs_a_folder(
    write: Write, tmp_path: Path, capsys: Capture, name: str, said: str, below: str
) -> None:
    source, file = write("s/a.md", "文。\n").parent, write("file", "mine")
    (tmp_path / "link").symlink_to("nowhere")
    assert run("clean", "--isolated", source, "-o", f"{tmp_path}/{name}{below}") == 2
    assert f"{tmp_path}/{name} {said}" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()
