"""What is wrong with a place is found, named, and told how to mend."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from linter.chinese import tables as chinese_tables
from linter.chinese.shelf import Shelf, checksum_of
from linter.chinese.tables import Tables
from linter.doctor import packages
from linter.files import cache
from linter.kinds import Options
from linter.packs import load_packs
from linter.versions import DICTIONARIES, pack_versions
from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

    from linter.chinese.lexicon import Lexicon

    Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, in no repository, with a cache of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@functools.cache
def computed(lexicon: Lexicon) -> Tables:
    """The tables that the doctor compares with, worked out once: nothing here changes the dictionaries."""
    return Tables(lexicon)


@pytest.fixture(autouse=True)
def _computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chinese_tables, "Tables", computed)


@pytest.fixture
def own_cache(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with tables that a test may damage."""
    folder = shutil.copytree(tables, tmp_path / "own cache")
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(folder))
    return folder


def problems(capsys: Capture, *arguments: str, status: int = 1) -> list[str]:
    """What the doctor finds."""
    assert run("doctor", *arguments) == status
    return re.findall(r"^  ✗ (.*)$", capsys.readouterr().out, re.MULTILINE)


def test_all_is_well(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert run("doctor") == 0
    said = capsys.readouterr().out
    assert said.endswith("All is well.\n")
    for line in (
        r"packages: \d+ are needed",
        "dictionaries: opencc-python-reimplemented ",
        r"rules: \d+ rules in chat ",
    ):
        assert re.search(f"^{line}", said, re.MULTILINE)
    assert "\nconfiguration: none\n" in said
    assert run("doctor", "--locale", "zh-TW") == 0
    assert "一切正常" in capsys.readouterr().out


def apart(*arguments: object, **environment: object) -> int:
    """Runs a command in a process of its own, which has no tables yet."""
    return subprocess.run(
        [sys.executable, "-m", "linter", *map(str, arguments)],
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        capture_output=True,
        check=False,
    ).returncode


# -- packages and dictionaries ------------------------------------------------------------------------------------


def test_versions_are_those_of_the_packs() -> None:
    assert pack_versions() == {pack.name: pack.version for pack in load_packs((), Options())}


def test_dictionaries_are_packages_that_are_needed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {Requirement(line).name for line in project["dependencies"]}
    assert needed >= {*DICTIONARIES, *packages.COMPILED}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no-such-package>=2", "no-such-package is missing; `pip install 'no-such-package>=2'`"),
        ("regex>=9999", r"regex [\d.]+ is installed, and regex>=9999 is needed; `pip install 'regex>=9999'`"),
        ("regex>=9999; python_version < '3'", None),
    ],
)
def test_packages_that_are_missing_or_old(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, line: str, said: str | None
) -> None:
    assert here.is_dir()
    monkeypatch.setattr(packages, "requires", lambda _name: [line])
    found = problems(capsys, status=1 if said else 0)
    assert len(found) == (said is not None)
    assert said is None or re.fullmatch(said, found[0])


def test_a_compiled_package_that_cannot_be_loaded(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (here / "broken_extension.py").write_text("raise ImportError('wrong ELF class')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(here)
    monkeypatch.setitem(packages.COMPILED, "regex", "broken_extension")
    (found,) = problems(capsys)
    assert found == "regex cannot be loaded (wrong ELF class); `pip install --force-reinstall regex`"


# -- language --------------------------------------------------------------------------------------------------------


def test_a_language_that_is_not_spoken(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert here.is_dir()
    monkeypatch.setenv("SEEDLINT_LOCALE", "fr")
    assert problems(capsys) == ["SEEDLINT_LOCALE is 'fr'; seedlint supports en, zh-TW"]


def test_a_locale_that_the_system_does_not_have(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert here.is_dir()
    monkeypatch.setenv("LC_ALL", "tlh_QO.UTF-8")
    (found,) = problems(capsys)
    assert found.startswith("this system has no locale 'tlh_QO.UTF-8'; ")


def test_names_of_files_that_are_not_read_as_utf8(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "linter", "doctor"],
        cwd=ROOT,
        env={
            **os.environ,
            "LC_ALL": "POSIX",
            "PYTHONCOERCECLOCALE": "0",
            "SEEDLINT_CACHE_DIR": str(tmp_path),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    expected = "file names are read as ascii; set LC_ALL to a UTF-8 locale such as C.UTF-8"
    if "ascii" not in done.stdout:
        pytest.skip("this Python reads names as UTF-8 whatever the locale")
    assert done.returncode == 1
    assert expected in done.stdout


# -- cache ---------------------------------------------------------------------------------------------------------------


def test_a_cache_that_is_damaged_is_cleared(here: Path, own_cache: Path, capsys: Capture) -> None:
    (here / "a.md").write_text("在.rl中，避免幹擾", encoding="utf-8")
    assert apart("fix", "a.md") == 0
    table = own_cache / f"chinese-words-{sys.implementation.cache_tag}.marshal"
    table.write_bytes(table.read_bytes()[:1000])
    assert problems(capsys) == [f"{table} is damaged; `seedlint doctor --clear-cache` empties the cache"]
    assert problems(capsys, "--clear-cache", status=0) == []
    assert not table.exists()
    assert run("undo") == 0  # what can be undone has stayed
    assert (here / "a.md").read_text(encoding="utf-8") == "在.rl中，避免幹擾"


def test_a_table_that_is_stale(here: Path, own_cache: Path, capsys: Capture) -> None:
    (here / "a.md").write_text("避免幹擾", encoding="utf-8")
    assert apart("check", "a.md") == 1
    assert own_cache.is_dir()
    assert problems(capsys, status=0) == []
    origin, _, kept = cache.load("chinese-words")
    readings = Shelf[str](*kept["readings"])
    kept["readings"] = Shelf.write({**readings, "数据": "數碼\x05"})
    cache.store("chinese-words", (origin, checksum_of(kept), kept))
    (found,) = problems(capsys)
    assert found.startswith("the table 'words' differs from what the dictionaries give; ")
    # another dictionary is no reason to worry: the table is made anew by itself
    cache.store("chinese-words", ("of yesterday", checksum_of(kept), kept))
    assert problems(capsys, status=0) == []


@pytest.mark.usefixtures("own_cache")
def test_a_table_of_which_some_is_not_as_it_was(here: Path, capsys: Capture) -> None:
    (here / "a.md").write_text("避免幹擾", encoding="utf-8")
    assert apart("check", "a.md") == 1
    origin, checksum, kept = cache.load("chinese-words")
    index, data = kept["readings"]
    damaged = {**kept, "readings": (index, data.replace(b"\xe6", b"\xe5", 1))}
    cache.store("chinese-words", (origin, checksum, damaged))
    (here / "b.md").write_text("避免幹擾。", encoding="utf-8")
    assert apart("check", "b.md") == 1  # it is made anew
    assert Shelf[str](*cache.load("chinese-words")[-1]["readings"]) == Shelf[str](index, data)
    assert problems(capsys, status=0) == []


def test_tables_are_the_same_whatever_order_sets_have(here: Path, own_cache: Path) -> None:
    """Those of the fixture were computed with the hash seed 1."""
    assert list(own_cache.glob("chinese-*"))
    assert apart("doctor", PYTHONHASHSEED="2") == 0
    assert not list(here.iterdir())


def test_a_place_that_is_no_folder(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (here / "place").write_text("", encoding="utf-8")
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(here / "place" / "cache"))
    assert problems(capsys) == [f"{here}/place is not a folder; nothing can be cached"]


def test_a_place_where_nothing_can_be_kept(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert here.is_dir()
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", "/proc/seedlint")  # where even root makes nothing
    said = "/proc cannot be written to; starts are slower, and nothing can be undone"
    assert problems(capsys) == [said]


def test_a_cache_in_every_folder(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", "~/cache")
    said = "~/cache is not an absolute path, so every folder gets a cache of its own"
    assert problems(capsys) == [said]
    assert (here / "~").is_dir()  # as it would be after any other run


# -- configuration -----------------------------------------------------------------------------------------------------


def test_configurations_that_are_not_found(here: Path, capsys: Capture) -> None:
    (here / "seedlint.yml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    (here / ".seedlint.toml").write_text("", encoding="utf-8")
    above = here.parent / "seedlint.yaml"
    above.write_text("ignore: [stray-dot]\n", encoding="utf-8")
    assert problems(capsys) == [
        f"{here}/seedlint.yml is not read; the configuration is YAML and is called seedlint.yaml",
        f"{here}/.seedlint.toml is not read; the configuration is YAML and is called seedlint.yaml",
        f"{above} is not read here: it lies above {here}; `--config {above}` uses it",
    ]


def test_a_configuration_beside_another(here: Path, capsys: Capture) -> None:
    (here / "seedlint.yaml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    (here / ".seedlint.yaml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    assert problems(capsys) == [f"{here}/.seedlint.yaml is not read, since seedlint.yaml is there"]


def test_a_configuration_in_a_folder_below_the_top(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (here / ".git").mkdir()
    (here / "seedlint.yaml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    (here / "notes").mkdir()
    monkeypatch.chdir(here / "notes")
    assert problems(capsys, status=0) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignroe: [stray-dot]\n", "seedlint.yaml:1: "),
        ("packs: [none.yaml]\n", "seedlint.yaml:1: the file 'none.yaml' does not exist"),
        ("metadata: list.csv\n", "list.csv:1: "),
        ("baseline: known.json\n", "known.json:1: not JSON"),
        ("packs: [house.yaml]\n", "house.yaml:1: "),
        ("baseline: none.json\n", "none.json: cannot be read"),
        ("ignore: [nosuch-rule]\n", "seedlint.yaml:1: no rule or pack is called 'nosuch-rule'"),
        (
            "select: [defalt]\n",
            "seedlint.yaml:1: no rule or pack is called 'defalt'; did you mean 'default'?",
        ),
    ],
)
def test_a_configuration_that_is_wrong(here: Path, capsys: Capture, text: str, said: str) -> None:
    (here / "seedlint.yaml").write_text(text, encoding="utf-8")
    (here / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (here / "known.json").write_text("{", encoding="utf-8")
    (here / "house.yaml").write_text("schema: 2\n", encoding="utf-8")
    (found,) = problems(capsys)
    assert found.startswith(f"{here}/{said}")


def test_a_folder_is_no_configuration(here: Path, capsys: Capture) -> None:
    (here / "seedlint.yaml").mkdir()
    assert problems(capsys) == [f"{here}/seedlint.yaml is a folder, not a configuration"]


def test_a_folder_that_is_gone(here: Path, capsys: Capture) -> None:
    here.rmdir()
    for command in ("doctor", "check"):
        assert run(command) == 2
        assert capsys.readouterr().err == "seedlint: the current folder was removed; change to another one\n"


def test_a_configuration_that_is_named(here: Path, capsys: Capture) -> None:
    (here / "other.yaml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    assert problems(capsys, "--config", "other.yaml", status=0) == []
    (found,) = problems(capsys, "--config", "none.yaml")
    assert found.startswith("none.yaml: cannot be read")
