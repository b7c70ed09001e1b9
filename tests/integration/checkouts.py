"""A repository with one commit of the current checkout, as other tools need it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BIN, ROOT

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
def built(product: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    product.run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, product.folder)
    return out
