"""A repository with one commit of the current checkout, as other tools need it."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BIN, ROOT
from tests.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What belongs to a clone, where there is no git to say it: this project may be unpacked from its sdist.
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "dist", "*cache*", ".hypothesis", "*.egg-info")


class Repository:
    """A git repository for a test, without the user's settings."""

    def __init__(self, folder: Path, **environment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **environment,
        }
        self.git("init", "--quiet", "--initial-branch=main")
        for name, value in (("name", "Test"), ("email", "test@example.org")):
            self.git("config", f"user.{name}", value)

    def run(
        self, *command: str | Path, check: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program in the repository."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done

    def git(self, *arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs git."""
        return self.run("git", *arguments, check=check)

    def write(self, files: Mapping[str, str]) -> None:
        """Writes files."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self, files: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Writes files and tries to commit all changes."""
        self.write(files or {})
        self.git("add", "--all")
        return self.git("commit", "--quiet", "--message", "edit", check=False)

    @property
    def head(self) -> str:
        """The commit that is checked out."""
        return self.git("rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The product as users get it: a repository with one commit of the current checkout."""
    folder = tmp_path_factory.mktemp("product") / "seedlint"
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
    else:
        shutil.copytree(ROOT, folder, ignore=_LEFT_OUT)
    repository = Repository(folder)
    assert repository.commit().returncode == 0
    return repository


@pytest.fixture(scope="session")
def built(product: Repository, shared: Path) -> Path:
    """A folder with the sdist and the wheel that was built from it."""

    def build(folder: Path) -> None:
        product.run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, product.folder)

    return once(shared, "dist", build)


@pytest.fixture(scope="session")
def prepared(
    product: Repository, built: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Environment variables with which installing and starting seedlint is quick.

    All that seedlint needs can be imported already, and the tables are worked out. That the wheel names all of
    it is for `test_packaging.py` to prove, whose environments have nothing.
    """
    (wheel,) = built.glob("*.whl")

    def install(folder: Path) -> None:
        into = ("--quiet", f"--python={sys.executable}", "--target", folder)
        product.run(BIN / "uv", "pip", "install", *into, *_needed(wheel))

    packages = once(shared, "packages", install)
    text = tmp_path_factory.mktemp("text") / "a.md"
    text.write_text("避免幹擾", encoding="utf-8")

    def work_out(folder: Path) -> None:
        paths = {"PYTHONPATH": str(packages), "SEEDLINT_CACHE_DIR": str(folder)}
        check = (sys.executable, "-m", "linter", "check", "--isolated", text)
        assert product.run(*check, check=False, **paths).returncode == 1

    return {
        "PYTHONPATH": str(packages),
        "SEEDLINT_CACHE_DIR": str(once(shared, "prepared", work_out)),
    }


def _needed(wheel: Path) -> list[str]:
    """The packages that a wheel needs in every case."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = email.message_from_bytes(archive.read(name)).get_all("Requires-Dist") or []
    return [line for line in lines if ";" not in line]
