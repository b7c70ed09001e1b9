"""The command line as a user meets it: exit status, messages, files."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import linter
import linter.cli
from linter.cli import main
from linter.cli.commands import COMMANDS, load_function
from linter.data.schemas import load_schema
from tests.conftest import ROOT, SEEDS, page, run

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str | bytes], Path]

DRAFT = SEEDS / "drafts" / "lectures-021-044.md"
CLEAN = SEEDS / "clean" / "lectures-001-020.md"


def report_of(*arguments: object, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    run("check", "--output-format", "json", *arguments)
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(load_schema("report")).validate(report)
    return report


# -- exit status --------------------------------------------------------------------------------


def test_status_0_when_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", CLEAN) == 0
    assert capsys.readouterr().out == "No problems in 1 file.\n"


def test_status_1_with_findings() -> None:
    assert run("check", DRAFT) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["check", "nowhere"], "nowhere: no such file or folder"),
        (["check", "--nope"], "--nope"),
        (["check", "--variant", "zh-XX"], "zh-XX"),
        (["check", "--select", "stray-dots"], "did you mean 'stray-dot'"),
        (["check", "--rules", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["check", "--metadata", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["fix", "nowhere"], "nowhere: no such file or folder"),
        (["export", "nowhere", "-o", "x.jsonl"], "nowhere: no such file or folder"),
        (
            ["export", "-o", "x.docx"],
            "give it one of the suffixes .md, .markdown, .jsonl, .ndjson, .json, .csv, .parquet, or use --to",
        ),
        (["clean", "nowhere", "-o", "x"], "nowhere: no such folder"),
        (["clean", "."], "the clean tree: -o DEST or --in-place"),
        (["check", ""], "an empty path"),
        (["check", "--unsafe-fixes"], "needs --fix or --diff"),
        (["check", "--diff", "-o", "x"], "--diff writes a diff to standard output"),
        (["check", "--select", "stray-dot", "--ignore", "stray-dot"], "no rule to run"),
        (["check", "--output-format", "xml"], "'xml' is not one of"),
        (["nope"], "nope"),
        ([], "Usage"),
    ],
)
def test_status_2_with_a_reason(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert reason in captured.err + captured.out
    assert "Traceback" not in captured.err
    assert list(tmp_path.iterdir()) == []


def test_no_file_matched_is_2(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("sub/x.txt", "甲")
    assert run("check", path.parent) == 2
    assert "no Markdown file" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write("a.md", b"\xff")
    write("b.md", "在.rl中")
    assert run("check", bad.parent) == 2
    captured = capsys.readouterr()
    assert "a.md:1: not UTF-8: byte 0xff at offset 0" in captured.err
    assert "b.md:1:2: stray-dot" in captured.out
    assert run("fix", bad.parent) == 2
    assert (bad.parent / "b.md").read_text(encoding="utf-8") == "在 rl 中"
    assert bad.read_bytes() == b"\xff"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_2(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", "甲")
    path.chmod(0)
    assert run("check", path) == 2
    assert "cannot be read: Permission denied" in capsys.readouterr().err


def test_walks_leave_out_what_is_not_ours(write: Write, tmp_path: Path) -> None:
    for name in (".git/a.md", "node_modules/a.md", "venv/a.md", "out/a.md"):
        write(name, "在.rl中")
    write("in/b.md", "文")
    (tmp_path / "in" / "link.md").symlink_to(tmp_path / "out" / "a.md")
    os.mkfifo(tmp_path / "in" / "pipe.md")
    assert run("check", tmp_path / "in", tmp_path / "in" / "b.md") == 0
    assert run("fix", tmp_path) == 0
    assert (tmp_path / "out" / "a.md").read_text(encoding="utf-8") == "在 rl 中"
    assert (tmp_path / ".git" / "a.md").read_text(encoding="utf-8") == "在.rl中"


def test_a_file_named_twice_is_read_once(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", "在.rl中")
    run("check", path, path.parent, path)
    assert capsys.readouterr().out.count("stray-dot") == 1


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xff.md"
    Path(os.fsdecode(name)).write_text("在.rl中", encoding="utf-8")
    report = tmp_path / "r.json"
    assert run("check", tmp_path, "--output-format", "json", "-o", report) == 1
    assert json.loads(report.read_text(encoding="utf-8"))["diagnostics"][0]["path"].endswith(r"bad\xff.md")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_closed_streams(stream: str) -> None:
    redirect = {"stdout": ">&-", "stderr": "2>&-"}[stream]
    script = f"{sys.executable} -m linter check {CLEAN} {redirect}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("linter.packs.load_packs", interrupt)
    assert run("check", CLEAN) == 130


def test_ignoring_a_pack(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", page("在.rl中", head="1. 甲"))
    assert run("check", path, "--ignore", "records") == 1
    assert "missing-date" not in capsys.readouterr().out


def test_odd_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "link.md").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert run("check", tmp_path / "link.md", tmp_path / "pipe") == 2
    message = capsys.readouterr().err
    assert "is a broken link" in message
    assert "is neither a file nor a folder" in message


# -- output -------------------------------------------------------------------------------------


def test_text_marks_the_place_under_double_width_characters(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.md", "價值函數在.rl中，\ta\n")
    run("check", path, "--select", "stray-dot")
    assert capsys.readouterr().out == (
        f"{path}:1:6: stray-dot: '.rl' should be 'rl'\n"
        "  1 | 價值函數在.rl中， a\n"
        "    |           ^^^\n"
        "Found 1 problem in 1 of 1 file: 1 can be fixed with `seedlint fix`.\n"
    )


def test_a_long_line_is_cut_around_the_place(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", "文" * 100_000 + "在.rl中" + "文" * 100_000)
    run("check", path, "--select", "stray-dot")
    lines = capsys.readouterr().out.split("\n")
    assert ":1:100002: stray-dot" in lines[0]
    assert len(lines[1]) < 100
    assert "…" in lines[1]


def test_json_report_follows_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    report = report_of(SEEDS, capsys=capsys)
    assert report["version"] == 1
    assert report["summary"]["findings"] == len(report["diagnostics"]) > 100
    paths = {row["path"] for row in report["diagnostics"]}
    assert str(DRAFT) in paths
    assert str(CLEAN) not in paths


def test_json_columns_count_code_points(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = report_of(write("a.md", "甲\r\n𠮷e\u0301在.rl中"), capsys=capsys)["diagnostics"]
    place = {"line": 2, "column": 5, "end_line": 2, "end_column": 8}
    # 𠮷 is one code point, e with its accent two
    assert {key: row[key] for key in place} == place
    assert row["fix"]["applicability"] == "safe"
    assert row["fix"]["edits"][0]["content"] == " "


def test_a_report_with_errors_follows_its_schema(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    report = report_of(write("a.md", b"\xff"), "nowhere", capsys=capsys)
    assert [each["line"] for each in report["errors"]] == [None, 1]
    assert report["summary"]["errors"] == 2


def test_output_to_a_file(write: Write, tmp_path: Path) -> None:
    assert run("check", write("a.md", "在.rl中"), "--output-format", "json", "-o", tmp_path / "r.json") == 1
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["summary"]["findings"] == 1


def test_a_closed_pipe_is_no_traceback() -> None:
    script = f"{sys.executable} -m linter check {DRAFT} | head -1"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


# -- fix ----------------------------------------------------------------------------------------


def test_fix_keeps_bytes_around_the_edits(write: Write) -> None:
    original = b"\xef\xbb\xbf" + "在.rl中\r\n`在.rl中`\rx\n甲".encode()
    path = write("a b.md", original)
    path.chmod(0o640)
    assert run("fix", path) == 0
    assert path.read_bytes() == original.replace("在.rl中\r\n".encode(), "在 rl 中\r\n".encode())
    assert path.stat().st_mode & 0o777 == 0o640
    assert run("fix", path) == 0


def test_fix_leaves_a_clean_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    shutil.copy(CLEAN, path)
    before = path.stat()
    assert run("fix", path) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_fix_follows_a_link_and_keeps_it(write: Write, tmp_path: Path) -> None:
    path = write("real/a.md", "在.rl中")
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert run("fix", link) == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "在 rl 中"


def test_fix_says_what_is_left(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", page("在.rl中", head="1. 甲"))
    assert run("fix", path) == 1
    assert (
        "Fixed 1 problem in 1 file. Left 1 problem in 1 of 1 file: 1 can be fixed with `seedlint fix --unsafe"
        in capsys.readouterr().out
    )
    assert run("fix", path, "--exit-zero") == 0


def test_check_fix_repairs_and_reports_the_rest(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", page("在.rl中", head="1. 甲"))
    assert run("check", "--fix", path) == 1
    assert "missing-date: record 1: no date" in capsys.readouterr().out
    assert "在 rl 中" in path.read_text(encoding="utf-8")


def test_unsafe_fixes_on_request(write: Write) -> None:
    path = write("a.md", page(""))
    assert run("fix", path) == 1
    assert run("fix", path, "--unsafe-fixes", "--fail-on", "warning") == 0
    assert "（本集尚無摘要）" in path.read_text(encoding="utf-8")
    assert run("check", path, "--fail-on", "warning") == 0
    assert run("check", path) == 1  # the gap is known, and still one


def test_diff_shows_and_writes_nothing(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", "甲\n在.rl中")
    for command in ("fix", "check"):
        assert run(command, "--diff", path) == 1
        assert capsys.readouterr().out == (
            f"--- a{path}\n+++ b{path}\n@@ -1,2 +1,2 @@\n 甲\n"
            "-在.rl中\n\\ No newline at end of file\n+在 rl 中\n\\ No newline at end of file\n"
        )
    assert path.read_text(encoding="utf-8") == "甲\n在.rl中"
    assert run("fix", "--diff", CLEAN) == 0


def test_a_diff_can_be_applied_by_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(DRAFT, "a.md")
    run("fix", "--diff", "a.md")
    Path("a.diff").write_text(capsys.readouterr().out, encoding="utf-8")
    subprocess.run(["git", "apply", "a.diff"], check=True)
    patched = Path("a.md").read_bytes()
    shutil.copy(DRAFT, "a.md")
    run("fix", "a.md")
    assert Path("a.md").read_bytes() == patched


def test_variants(write: Write) -> None:
    for variant, expected in (("zh-TW", "裡面的數據"), ("zh-HK", "裏面的數據"), ("zh-CN", "里面的数据")):
        path = write(f"{variant}.md", "裡面的數據")
        run("fix", path, "--variant", variant)
        assert path.read_text(encoding="utf-8") == expected


# -- start-up and other doors -------------------------------------------------------------------

HEAVY = {"regex", "yaml", "opencc", "jsonschema", "linter.document", "rich"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_knows_the_summary_of_a_command_before_it_is_imported(name: str) -> None:
    function, entry = load_function(name), COMMANDS[name]
    summary, *_ = (inspect.getdoc(function) or "").split("\n\n")
    assert " ".join(summary.split()) == entry.summary


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    listed = capsys.readouterr().out.partition("Commands:\n")[2]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert names == [name for name, entry in COMMANDS.items() if not entry.hidden]


def test_a_mistyped_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("chekc") == 2
    assert "No such command 'chekc'. Did you mean 'check'" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_locale(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert "--locale <en|zh-TW>" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--version"], {*HEAVY, "linter.cli.options", "linter.chinese", "linter.kinds"}),
        (["--help"], {*HEAVY, "linter.cli.options", "linter.versions", "linter.chinese", "linter.kinds"}),
        (["check", "--help"], {"opencc", "jsonschema", "rich", "linter.cli.fix", "linter.cli.repair"}),
        (["schema", "report"], HEAVY),
        (
            ["check", "README.md"],
            {
                "opencc",
                "jsonschema",
                "linter.cli.fix",
                "linter.cli.repair",
                "linter.config.reading",
                "linter.fixing.fixer",
                "linter.files.writer",
                "linter.jobs.changed",
                "linter.jobs.export",
                "linter.reporters.json",
            },
        ),
        (
            ["export", "seeds/clean", "-o", "{tmp}/r.jsonl"],
            {
                "regex",
                "yaml",
                "linter.cli.check",
                "linter.packs",
                "linter.chinese.unify",
                "linter.fixing.fixer",
            },
        ),
        (
            ["convert", "README.md"],
            {"regex", "yaml", "linter.kinds", "linter.packs", "linter.engine", "linter.files.writer"},
        ),
    ],
)
def test_nothing_is_imported_that_the_run_does_not_use(
    arguments: list[str], absent: set[str], tmp_path: Path
) -> None:
    arguments = [each.format(tmp=tmp_path) for each in arguments]
    script = f"import sys; from linter.cli import main; main({arguments!r}); print('\\n'.join(sys.modules))"
    for _ in "12":  # the first one may have something to keep for later runs
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
        )
    assert not absent & set(done.stdout.split("\n"))


def test_module_and_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linter", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    first, *rest = done.stdout.splitlines()
    assert first == f"seedlint {linter.__version__}"
    assert [line.partition(":")[0] for line in rest] == ["packs", "dictionaries"]


def test_a_mistake_of_ours_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("linter.packs.load_packs", lambda *_: 1 / 0)
    assert run("check", CLEAN) == 2
    assert "a bug in seedlint (ZeroDivisionError: division by zero)" in capsys.readouterr().err


def test_no_module_of_a_command_hides_the_console_script() -> None:
    """A submodule becomes an attribute of its package: one called `run` would replace the function."""
    for module in pkgutil.iter_modules(linter.cli.__path__):
        importlib.import_module(f"linter.cli.{module.name}")
    assert callable(linter.cli.run)
