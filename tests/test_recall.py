"""What has not changed is answered from memory, byte for byte; and nothing else is."""

from __future__ import annotations

import concurrent.futures
import json
import marshal
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from linter.diagnostics import Applicability, Diagnostic, Edit, Evidence, Fix, Refusal, Severity
from linter.document import Document
from linter.jobs.remembered import Memory
from linter.recall import folder, objects, surroundings
from linter.reporters.report import FileReport
from linter.spans import Span
from tests.conftest import ROOT, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Prints, as the last line of standard error, what a run opened, listed and imported.
_WATCH = """
import json, os, sys
seen = []
sys.addaudithook(lambda event, values: seen.append([event, os.fsdecode(values[0])]) if event in ("open", "os.listdir", "os.scandir") and isinstance(values[0], (str, bytes, os.PathLike)) else None)
leave = os._exit
def end(status):
    known = sorted(sys.modules)
    print(json.dumps([seen, known]), file=sys.__stderr__, flush=True)
    leave(status)
os._exit = end
sys.argv = ["seedlint", *sys.argv[1:]]
from linter.cli import run
run()
"""


class Ran(NamedTuple):
    """What a run printed, its status, and whether it came from memory."""

    out: bytes
    err: bytes
    status: int
    remembered: bool
    touched: list[list[str]]


@pytest.fixture
def here(workplace: Path) -> Path:
    (workplace / "a.md").write_text(page("在.rl中，這是一句摘要。"), encoding="utf-8")
    (workplace / "b.md").write_text("乾淨的一句。\n", encoding="utf-8")
    return workplace


def seedlint(*arguments: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", _WATCH, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    *lines, last = done.stderr.splitlines(keepends=True)
    touched, modules = json.loads(last)
    return Ran(done.stdout, b"".join(lines), done.returncode, "linter.cli.program" not in modules, touched)


def twice(*arguments: str) -> tuple[Ran, Ran]:
    return seedlint(*arguments), seedlint(*arguments)


FORMS = (
    "check",
    "check .",
    "check a.md b.md --verbose",
    "check --output-format json",
    "check --output-format sarif a.md",
    "check --statistics --locale zh-TW",
    "check --select stray-dot --fail-on error",
    "check -o report.txt",
    "check --report json=report.json",
    "check --isolated --variant zh-CN b.md",
    "fix b.md",
    "fix --diff",
    "stats",
    "stats --format json",
    "export -o records.jsonl",
)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_answered_as_it_ran(form: str) -> None:
    arguments = form.split()
    anew = seedlint(*arguments, *([] if form.startswith("export") else ["--no-cache"]))
    runs = [seedlint(*arguments) for _ in range(3)]
    assert runs[-1].remembered
    for run in runs:
        assert (run.out, run.err, run.status) == (anew.out, anew.err, anew.status)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["check missing.md", "check --nonsense", "--version", "rules", "fix --help"])
def test_what_is_not_remembered(form: str) -> None:
    first, second = twice(*form.split())
    assert not second.remembered
    assert (first.out, first.err, first.status) == (second.out, second.err, second.status)


def test_whatever_a_run_reads_is_noted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "seedlint.yaml").write_text("exclude: [c]\nmetadata: list.csv\n", encoding="utf-8")
    (here / "list.csv").write_text("idx,id,title,url,date\n1,aB3_dE6-hI9,甲,u,2024-01-02\n", encoding="utf-8")
    (here / "d").mkdir()
    (here / ".git").mkdir()
    monkeypatch.chdir("d")
    files = [str(here / name) for name in ("a.md", "b.md", "list.csv", "seedlint.yaml")]
    for form in ("check", "fix --diff", "stats"):
        run = seedlint(*form.split(), "..")
        read = {os.path.normpath(here / "d" / path) for _, path in run.touched}
        mine = {path for path in read if path.startswith(str(here))}
        assert sorted(mine - {str(here), str(here / "d")}) == files, form
        (kept,) = _objects(objects.RUNS)
        _, _, noted = marshal.loads(kept.read_bytes())  # noqa: S302 - made a moment ago
        noticed = {os.path.normpath(here / "d" / path) for part in noted[:2] for path in part}
        assert mine <= noticed, form
        kept.unlink()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file": lambda here: (here / "b.md").write_text("乾淨的兩句。\n", encoding="utf-8"),
    "a file that is new": lambda here: (here / "c.md").write_text("又一句。\n", encoding="utf-8"),
    "a file that is gone": lambda here: (here / "b.md").unlink(),
    "a configuration": lambda here: (here / "seedlint.yaml").write_text(
        "ignore: [stray-dot]\n", encoding="utf-8"
    ),
    "a repository": lambda here: (here.parent / ".git").mkdir(),
    "the language": lambda _: os.environ.update(SEEDLINT_LOCALE="zh-TW"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_noticed(here: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDLINT_LOCALE", "en")
    first, second = twice("check")
    assert second.remembered
    CHANGES[change](here)
    third, fourth = twice("check")
    assert not third.remembered
    assert fourth.remembered
    anew = seedlint("check", "--no-cache")
    assert (third.out, third.err, third.status) == (anew.out, anew.err, anew.status)
    assert first.out == second.out


def test_a_time_stamp_alone_proves_nothing(here: Path) -> None:
    path = here / "b.md"
    before = path.stat()
    twice("check")
    path.write_bytes(path.read_bytes().replace("乾".encode(), "干".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert b"b.md:1:" in seedlint("check").out


def test_a_fix_is_not_repeated_from_memory(here: Path) -> None:
    text = (here / "a.md").read_bytes()
    fixed = seedlint("fix").out
    (here / "a.md").write_bytes(text)
    assert seedlint("fix").out == fixed
    assert (here / "a.md").read_bytes() != text


def test_what_was_written_is_looked_at_again(here: Path) -> None:
    for _ in range(3):
        seedlint("check", "-o", "report.txt")
    report = (here / "report.txt").read_bytes()
    (here / "report.txt").unlink()
    assert not seedlint("check", "-o", "report.txt").remembered
    assert (here / "report.txt").read_bytes() == report


def _objects(kind: str) -> list[Path]:
    assert folder.private_folder() is not None
    return sorted(type(ROOT)(path) for path, _ in objects.files(kind))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"\0" + data[1:], lambda _: b""])
def test_what_is_damaged_is_made_again(damage: Callable[[bytes], bytes]) -> None:
    first, _ = twice("check")
    for kind in objects.KINDS:
        for path in _objects(kind):
            path.write_bytes(damage(path.read_bytes()))
    again, last = twice("check")
    assert not again.remembered
    assert last.remembered
    assert first[:3] == again[:3] == last[:3]


@pytest.mark.usefixtures("here")
def test_what_others_can_write_is_not_believed() -> None:
    first, second = twice("check")
    assert second.remembered
    for path in _objects(objects.RUNS):
        path.chmod(0o622)
    assert not seedlint("check").remembered
    type(ROOT)(os.environ["SEEDLINT_CACHE_DIR"]).chmod(0o777)
    last = seedlint("check")
    assert not last.remembered
    assert last.out == first.out
    assert b"chmod go-w" in last.err


def test_a_link_in_the_place_of_an_object_is_not_followed(here: Path) -> None:
    twice("check")
    (path,) = _objects(objects.RUNS)
    path.rename(here.parent / "elsewhere")
    path.symlink_to(here.parent / "elsewhere")
    assert not seedlint("check").remembered


@pytest.mark.usefixtures("here")
def test_runs_at_the_same_time() -> None:
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        runs = list(pool.map(lambda _: seedlint("check"), range(6)))
    assert len({run[:3] for run in runs}) == 1
    assert seedlint("check").remembered


@pytest.mark.usefixtures("here")
def test_a_reader_that_leaves() -> None:
    twice("check")
    command = f"{sys.executable} -m linter check | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stdout.strip() in (b"1", b"2")
    assert not done.stderr


@pytest.mark.usefixtures("here")
def test_the_command_shows_and_clears() -> None:
    twice("check")
    shown = seedlint("cache").out.decode()
    assert re.search(r"answers of whole runs: 1 file, .*\n.*findings of files: 2 files, ", shown)
    cleared = seedlint("cache", "--clear").out.decode()
    assert cleared.count(" 0 files, 0.0 MB") == len(objects.KINDS) + 1
    assert not seedlint("check").remembered


@pytest.mark.usefixtures("here")
def test_only_the_newest_objects_are_kept() -> None:
    for number in range(10):
        key = bytes([number]) * 16
        objects.write(objects.ROWS, key, b"x" * 1000)
        for path in _objects(objects.ROWS):
            if path.name == key.hex():
                os.utime(path, (number, number))
    objects.prune(objects.ROWS, 0.0, most=3500)
    assert [path.name[:2] for path in _objects(objects.ROWS)] == ["07", "08", "09"]


@pytest.mark.usefixtures("here")
def test_a_draft_of_a_killed_run_is_removed() -> None:
    objects.write(objects.ROWS, b"0" * 16, b"x")
    (path,) = _objects(objects.ROWS)
    draft = path.with_name(f"{path.name}.1.draft")
    draft.write_bytes(b"half")
    objects.prune(objects.ROWS, draft.stat().st_mtime)
    assert draft.exists()
    objects.prune(objects.ROWS, draft.stat().st_mtime + 4000)
    assert _objects(objects.ROWS) == [path]


def test_variables_of_the_surroundings_are_all_that_is_read() -> None:
    named = re.compile(r"""environ(?:\.get\(|\[|\.pop\()\s*["'](\w+)["']""")
    read = {
        name
        for path in (ROOT / "linter").rglob("*.py")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert read <= set(surroundings.VARIABLES)


def _report(document: Document) -> FileReport:
    edits = (Edit(Span(1, 2), "乙"), Edit(Span(3, 3), ""))
    found = (
        Diagnostic("a", Severity.WARNING, Span(1, 2), "一句", Fix(edits, Applicability.UNSAFE)),
        Diagnostic(
            "b", Severity.INFO, Span(2, 3), "又", None, Refusal.CODE, (Evidence("n", "s", 0.5),), "missing"
        ),
    )
    return FileReport(document.path, document, found, facts={"b": ()})


def test_findings_of_a_file_come_back_as_they_were(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(here.parent / "cache"))
    document = Document("甲乙丙丁", path="a.md")
    data = document.to_bytes()
    first = Memory(["judged", 1]).report(document, data, _report)
    again = Memory(["judged", 1]).report(document, data, lambda _: pytest.fail("checked again"))
    assert again == first
    other = FileReport("a.md", document)
    assert Memory(["judged", 2]).report(document, data, lambda _: other) == other
    assert Memory(["judged", 1]).report(document, data + b"\n", lambda _: other) == other
    document.linked = frozenset({"x"})
    assert Memory(["judged", 1]).report(document, data, lambda _: other) == other
    assert Memory(None).report(document, data, lambda _: other) == other


def test_what_depends_on_the_day_is_not_remembered(here: Path) -> None:
    (here / "a.md").write_text(page(head="1. [2999-01-02] 甲"), encoding="utf-8")
    first, second = twice("check")
    assert b"future" in first.out
    assert not second.remembered
    assert first[:3] == second[:3]
    assert len(_objects(objects.ROWS)) == 1  # b.md
