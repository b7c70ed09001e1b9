"""What is printed starts no command of a log, and quotes no file that is not a document."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from linter.errors import PackError, UsageError, unquoted
from linter.messages.phrases import Count, Joined, Phrase, display, printable, printable_lines
from linter.reporters import FORMATS
from tests.conftest import page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]
    Write = Callable[[str, str | bytes], Path]

#: Names of files, each of which is a command of a log if it stands at the beginning of a line, or anywhere.
NAMES = (
    "::stop-commands::甲",
    "  ::error::甲",
    "甲\n::warning::乙",
    "甲\r::notice::乙",
    "甲\u2028::debug::乙",
    "##vso[task.complete]甲",
    "##[add-mask]甲",
    "##teamcity[甲]",
    "\x1b[31m甲\x9b31m\u202e",
)
_COMMAND = re.compile(r"##(?:vso\[|teamcity\[|\[[a-z])")


def is_quiet(text: str) -> bool:
    """Whether a text controls neither a terminal nor a log."""
    lines = [line.lstrip() for line in re.split(r"[\n\r\u2028\u2029]", text)]
    return (
        not any(line.startswith("::") for line in lines)
        and not _COMMAND.search(text)
        and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    )


@pytest.fixture
def named(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages with such names, each with a finding, and one that is not text."""
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(NAMES):
        write(f"{name}.md", f"在.rl中\n\n{page(head=f'{number + 1}. 甲')}")
        write(f"{name}.jsonl", '{"title": "甲", "::error::": 1, "a\\n::error::b": 2}\n')
    write("::error::wrong.md", b"\xff\xfe\xff")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", "--output-format", kind] for kind in FORMATS),
        ["check", "--verbose", "--fail-on", "error"],
        ["check", "--statistics"],
        ["stats"],
        ["stats", "--format", "json"],
        ["fix"],
        ["clean", ".", "--in-place"],
        ["clean", ".", "-o", "::error::"],
        ["convert", "-i", "."],
        ["validate", *(f"{name}.jsonl" for name in NAMES)],
        ["export", "-o", "::error::x.jsonl"],
        ["check", *(f"no{name}" for name in NAMES), *NAMES],
        ["check", "--config", "::error::"],
        ["check", "--rules", "a\n::error::b.yaml"],
        ["check", "--select", "a\n::error::b"],
        ["validate", "--schema", "a\n::error::b", "x"],
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
@pytest.mark.usefixtures("named")
def test_a_name_is_no_command(capsys: Capture, arguments: list[str]) -> None:
    run(*arguments)
    said = capsys.readouterr()
    assert said.out or said.err
    out = said.out
    if arguments[-1] == "github":  # its own
        out = re.sub(r"(?m)^::(?=(?:error|warning|notice) file=[^:\n]*::)", "", out)
    for text in (out, said.err):
        assert is_quiet(text), [line for line in text.splitlines() if not is_quiet(line)]


@pytest.mark.usefixtures("named")
def test_what_was_undone_is_named_without_commands(capsys: Capture) -> None:
    assert run("fix", "--isolated", "--select", "stray-dot", ".") == 2
    assert run("undo", "--list", ".") == 0
    assert run("undo", ".") == 0
    said = capsys.readouterr()
    assert said.out.count(": restored") == len(NAMES)
    assert is_quiet(said.out)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_in_json_means_the_same(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.md", f"{name.strip()} 在.rl中\n")
    run("check", "--isolated", "--select", "stray-dot", "--output-format", "sarif")
    said = capsys.readouterr().out
    assert is_quiet(said)
    json.loads(said)


def test_displayed_names() -> None:
    assert display("a ## b.md") == "a ## b.md"
    assert display("a::b.md") == "a::b.md"
    assert display("::a") == "./::a"
    assert display("\t::a") == "\\x09::a"
    assert display("##vso[a]") == "#\\x23vso[a]"
    assert display("\u2028") == "\\u2028"


def test_printed_texts() -> None:
    assert printable("## [甲](a) ##[1] :::note") == "## [甲](a) ##[1] :::note"
    assert printable("甲 ##vso[a] ##[b]") == "甲 #\ufffdvso[a] #\ufffd[b]"
    assert printable("甲\u2028乙") == "甲\ufffd乙"
    assert printable_lines("甲\n ::a::b\n:::note") == "甲\n \ufffd:a::b\n:::note"


@pytest.mark.parametrize("locale", ["en", "zh-TW"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--output-format", "\x1b[31m"],
        ["check", "--variant", "\x1b]0;甲\x07\n::error::乙"],
        ["check", "--\x1b[2J"],
        ["\x9b31m"],
        ["check", "--fail-on", "##vso[a]"],
        ["stats", "--format", "\x1b[31m"],
        ["check", "--report", "\x1b[31m"],
        ["export", "-o", "\x1b[31m"],
        ["new-rule", "a.yaml", "--kind", "\x1b[31m"],
        ["schema", "\x1b[31m"],
        ["explain", "\x1b[31m"],
        ["check", "--encoding", "\x1b[31m"],
        ["--locale", "\x1b[31m", "check"],
    ],
    ids=ascii,
)
def test_a_mistake_on_the_command_line_is_shown_not_obeyed(
    capsys: Capture, arguments: list[str], locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDLINT_LOCALE", locale)
    assert run(*arguments) == 2
    said = capsys.readouterr().err
    assert said
    assert is_quiet(said), said


def test_the_message_of_a_mistake_is_whole(capsys: Capture) -> None:
    assert run("check", "--output-format", "甲\x1b[31m") == 2
    assert capsys.readouterr().err == (
        "Usage: seedlint check [OPTIONS] [paths]...\nTry 'seedlint check -h' for help.\n\n"
        f"Error: Invalid value for '--output-format': '甲\ufffd[31m' is not one of {', '.join(FORMATS)}\n"
    )


# -- quotations ----------------------------------------------------------------------------------

#: Files that a configuration may name though they are none of what it says, with what must not be shown.
SECRETS = {
    "accounts": "root:x:0:0:hunter2:/root:/bin/bash\ndaemon:x:1:1:hunter2:/:/bin/false\n",
    "tokens": "github.com:\n  oauth_token: hunter2\n",
    "environment": "hunter2: hunter2\n",
    "again": "hunter2: 1\nhunter2: 2\n",
    "ini": "[core]\n\ttoken = hunter2\n",
    "tag": "a: !hunter2 b\n",
    "alias": "*hunter2\n",
    "list": "- hunter2\n",
    "table": "id,hunter2\na,hunter2\n",
    "dates": "id,date\nhunter2,hunter2\n",
    "json": '{"id": "hunter2 hunter2"}\n',
    "lines": '["hunter2"]\n',
    "wrong": '{"id": "x", "upload_date": "hunter2"}\nhunter2\n',
    "baseline": '{"version": 1, "findings": {"hunter2": {"hunter2": ["hunter2"]}}}\n',
    "days": '{"id": "hunter2", "upload_date": "20240101"}\n{"id": "hunter2", "upload_date": "20240102"}\n',
}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("key", ["metadata", "baseline", "packs"])
def test_what_a_configuration_names_is_not_quoted(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, key: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.md", "文。\n")
    write("secret", SECRETS[name])
    value = ["secret"] if key == "packs" else "secret"
    write("seedlint.yaml", json.dumps({key: value, "select": ["stray-dot"]}))
    assert run("check") == 2
    err = capsys.readouterr().err
    assert "secret" in err
    assert "hunter2" not in err
    assert "bug" not in err


def test_metadata_that_the_command_names_are_quoted(write: Write, capsys: Capture) -> None:
    assert (
        run("check", "--isolated", "--metadata", write("m.yaml", "abc: soon\n"), write("a.md", "文。\n")) == 2
    )
    assert "m.yaml:1: video abc: 'soon' is neither a date" in capsys.readouterr().err


def test_an_error_without_quotations() -> None:
    error = PackError(
        Joined([Phrase("'{a}' is {b}", a="x", b=Phrase("a map")), "y", Phrase("{n}", n=3)], "; "),
        path="p",
        line=2,
    )
    assert str(unquoted(error)) == "p:2: '…' is a map; …; 3"
    files = UsageError("{files}", files=Count(2, "{count} file", "{count} files"))
    assert str(unquoted(files, Phrase("so"))) == "2 files (so)"


@pytest.mark.parametrize("key", ["metadata", "baseline", "packs"])
@pytest.mark.parametrize("place", ["above", "absolute", "link"])
def test_a_configuration_that_was_found_names_nothing_outside(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, key: str, place: str
) -> None:
    victim = write("victim", "precious\n")
    write("top/sub/a.md", "在.rl中\n")
    (tmp_path / "top" / ".git").mkdir()
    (tmp_path / "top" / "link").symlink_to(victim)
    monkeypatch.chdir(tmp_path / "top" / "sub")
    name = {"above": "../victim", "absolute": str(victim), "link": "link"}[place]
    config = write("top/seedlint.yaml", json.dumps({key: [name] if key == "packs" else name}))
    more = ["--write-baseline"] if key == "baseline" else []
    assert run("check", *more) == 2
    said = f"seedlint.yaml:1: '{name}' is outside {tmp_path}/top, where only a configuration that --config names may use files"
    assert said in capsys.readouterr().err
    assert run("check", "--config", config, *more) == 2  # named: the file is used, and is none of these
    assert "is outside" not in capsys.readouterr().err
    assert victim.read_text(encoding="utf-8") == "precious\n"


def test_a_configuration_names_what_is_in_its_repository(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("top/sub/a.md", "文。\n")
    write("top/dates.csv", "id,date\n")
    write("top/sub/seedlint.yaml", "metadata: ../dates.csv\n")
    monkeypatch.chdir(tmp_path / "top" / "sub")
    assert run("check") == 2  # outside a repository, only its own folder counts
    (tmp_path / "top" / ".git").mkdir()
    assert run("check") == 0


def test_a_configuration_that_is_a_link_to_elsewhere_is_not_read(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    secret = write("secret", "hunter2: 1\n")
    write("top/a.md", "文。\n")
    (tmp_path / "top" / "seedlint.yaml").symlink_to(secret)
    monkeypatch.chdir(tmp_path / "top")
    assert run("check") == 2
    said = capsys.readouterr().err
    assert f"seedlint.yaml: is a link that leads out of {tmp_path}/top; --config" in said
    assert "hunter2" not in said


@pytest.mark.parametrize("name", ["seedlint.yaml", ".seedlint.yaml"])
def test_a_configuration_that_is_a_pipe_is_passed_by(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write("a.md", "文。\n")
    os.mkfifo(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert run("check", "a.md") == 0
    assert run("check", "a.md", "--config", name) == 2
