"""A fresh machine has nothing that this one has."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.integration.checkouts import Repository


def commands_run(product: Repository, *commands: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = product.folder / "ci" / "fresh-machine.sh"
    return product.run(script, *commands, check=False, **environment)


def test_what_it_runs(product: Repository) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")
    shown = [line.split("#")[0].strip() for line in lines if line.startswith("$ make ")]
    assert shown == ["$ make demo", "$ make test"]
    done = commands_run(product, "test -f README.md", "python3 --version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("A fresh machine runs: test -f README.md, python3 --version\n")


@pytest.mark.parametrize(
    "command",
    [
        'test -n "$SEEDLINT_KNOWN"',
        'test -d "$HOME/.cache"',
        "test -d .venv",
        "test -e {checkout}/README.md",
        "touch left-over",
        "false",
    ],
)
def test_what_it_fails_on(product: Repository, command: str) -> None:
    if "checkout" in command:
        command = command.format(checkout=product.folder)
        own_mounts = ["unshare", *(["--map-root-user"] if os.getuid() else []), "--mount", "true"]
        if subprocess.run(own_mounts, check=False).returncode:
            pytest.skip("this system does not let folders be hidden")
    assert commands_run(product, command, SEEDLINT_KNOWN="known here").returncode == 1
