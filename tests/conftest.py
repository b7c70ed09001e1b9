from __future__ import annotations

import functools
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from linter.cli import main
from linter.data.yaml_loader import load_yaml
from linter.kinds import Options
from linter.packs import load_packs, select_rules, source
from linter.packs.lexicons import read_lexicon
from linter.recall import objects
from linter.regions import MARKUP_KINDS, RegionKind
from linter.values import replace
from tests.once import once
from tests.trying import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.data.yaml_file import YamlFile
    from linter.document import Document
    from linter.packs import Rule

__all__ = ["BIN", "ROOT", "SEEDS", "THOROUGH", "load_rules", "make", "page", "protected", "run"]

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
#: Names a folder with tables, for tests that a test starts.
_TABLES = "SEEDLINT_TESTS_TABLES"
#: Where the tools of the test environment lie.
BIN = Path(sys.executable).parent

# Shared machines are slow at times; and what a gate says must not depend on chance. People's own runs
# keep looking for new examples.
settings.register_profile("default", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if "CI" in os.environ else "default")

#: Whether to try what takes long, as `make thorough` does: more examples, longer texts, all pages.
THOROUGH = "SEEDLINT_THOROUGH" in os.environ


def load_rules(
    options: Options | None = None, select: Sequence[str] = (), packs: Sequence[Path] = ()
) -> tuple[Rule, ...]:
    """The built-in rules and those of the given packs."""
    return select_rules(load_packs(packs, options or Options()), select, ())


def run(*arguments: object) -> int:
    """Runs the command line and returns its exit status."""
    return main([str(each) for each in arguments])


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this test run share; `once` fills it."""
    base = tmp_path_factory.getbasetemp()  # a worker's lies in that of the run
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _programs_are_compiled_once(shared: Path) -> Iterator[None]:
    """Programs that tests start keep their bytecode, wherever they lie; compiling is a third of a short run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(shared / "bytecode"))
        yield


@pytest.fixture(scope="session")
def tables(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with nothing but the tables and our expressions, to be copied: they take seconds to work out."""

    def work_out(folder: Path) -> None:
        if _TABLES in os.environ:
            shutil.copytree(os.environ[_TABLES], folder, dirs_exist_ok=True)
            return
        text = tmp_path_factory.mktemp("text") / "a.md"
        text.write_text("避免幹擾", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "linter", "check", "--isolated", "--no-cache", text],
            # Those who compare them have other hashes: the order of sets must not matter.
            env={**os.environ, "SEEDLINT_CACHE_DIR": str(folder), "PYTHONHASHSEED": "1"},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr.decode()

    return once(shared, "tables", work_out)


@pytest.fixture
def workplace(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with a cache of its own that has the tables."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(shutil.copytree(tables, tmp_path / "cache")))
    return folder


@pytest.fixture(scope="session")
def cache(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what runs keep, which starts with the tables."""
    return shutil.copytree(tables, tmp_path_factory.mktemp("cache"), dirs_exist_ok=True)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """What is said does not depend on where the tests run, and nothing is left in anybody's cache."""
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(cache))
    # A test may replace what judges a text, which no memory of the text can know.
    monkeypatch.setattr(objects, "usable", lambda: False)
    for name in ("SEEDLINT_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _own_packs_are_read_once() -> Iterator[None]:
    """Most tests load our packs, which nothing changes: their YAML and word lists are parsed once, not each time.

    Each test gets values of its own, as from the parser.
    """

    @functools.cache
    def parsed(text: str, path: str) -> tuple[YamlFile, bytes]:
        file = load_yaml(text, path)
        return file, pickle.dumps(file.value)

    def load(text: str, path: str) -> YamlFile:
        if Path(path).parent != ROOT / "rules":
            return load_yaml(text, path)
        file, value = parsed(text, path)
        return replace(file, value=pickle.loads(value), lines=dict(file.lines))  # noqa: S301 - our own

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "parse", load)
        patch.setattr(source, "read_lexicon", functools.lru_cache(maxsize=20)(read_lexicon))
        yield


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    """All built-in rules with the default options."""
    return load_rules()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file below the test's folder, text as UTF-8 with its newlines as they are."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return make


def protected(document: Document) -> list[str]:
    """What no fix may touch, piece by piece."""
    skip = {RegionKind.PROSE, *MARKUP_KINDS}
    return [region.span.text(document.text) for region in document.regions if region.kind not in skip]


def page(body: str = "一句摘要。", *, head: str = "1. [2024-01-02] 甲", video: str = "aB3_dE6-hI9") -> str:
    """A page with one record."""
    return (
        f"<details>\n<summary>{head}</summary><br>\n\n"
        f'<a href="https://www.youtube.com/watch?v={video}" target="_blank">\n'
        f'    <img src="https://img.youtube.com/vi/{video}/maxresdefault.jpg" \n'
        '        alt="[Youtube]" width="200">\n</a>\n\n'
        f"# 甲\n\n{body}\n\n</details>\n"
    )
