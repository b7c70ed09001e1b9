"""Writes docs/performance.md."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tools.bench.table import markdown_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.tools.bench.rows import Programs
    from tests.tools.bench.table import Result

PAGE = Path(__file__).resolve().parents[3] / "docs" / "performance.md"
_OPENCC = "import importlib.metadata as m; print('OpenCC', m.version('opencc'))"

_PAGE = """\
<!-- `make bench` writes this page. -->

# How fast it is

Seconds say little, because machines differ and are busy with other things. So each row compares two commands that ran in turn on the
same machine: CPU seconds, user and system, of the command and of all processes that it started. `measured` is the median of the ratios of
{rounds}, the next column has the lowest and the highest of them, and `took` the medians of what was divided. `must` is the goal that is to be
kept, `aim` the one beyond it.

{table}
{machine}.

# What the rows mean

In a *cold* or first run, seedlint's cache has its tables, as after any earlier run, but knows nothing about the text.

{meanings}
# How to repeat it

```console
$ make bench
```

It installs AutoCorrect (by npm) and the official OpenCC in `build/`, makes the texts from the project's own pages, prints the table and
writes this page. `make bench-quick` takes two minutes, on smaller texts, and only prints. Other ways:

| command | what it does |
| --- | --- |
| `make bench ROWS=warm,fix` | measures only these rows, and only prints them |
| `make bench CORPUS=folder` | makes the texts from your pages, and only prints |
| `make bench ROUNDS=9` | measures more often than five times |

Text made from the project's pages repeats its clauses; your own says more about your work. What must not depend on the machine is not
measured but counted: `tests/test_counts.py` limits what a command imports, how often it searches, how many times it reads a page, and
how much memory it needs.
"""


def machine(programs: Programs) -> str:
    """The machine and the versions of everything, in a line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    parts = [
        f"{_processor()}, {os.cpu_count()} cores{load}",
        f"{platform.system()}, Python {platform.python_version()}",
        f"seedlint {version('seedlint')} at {_said(['git', 'describe', '--always', '--dirty']) or 'no commit'}",
    ]
    if programs.autocorrect is not None:
        parts.append(
            f"{_said([str(programs.autocorrect), '--version'])} with node {_said(['node', '--version'])}"
        )
    if programs.opencc is not None:
        parts.append(_said([str(programs.opencc), "-c", _OPENCC]))
    return "; ".join(parts)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=PAGE.parent
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def page(outcomes: Sequence[Result], rounds: int, said: str) -> str:
    """The page.

    Args:
        outcomes: what the rows came to.
        rounds: how many rounds were measured.
        said: the machine, in a line.
    """
    return _PAGE.format(
        rounds="one round" if rounds == 1 else f"{rounds} rounds",
        table=markdown_table(outcomes),
        machine=said,
        meanings="".join(f"- **{one.row.title}** (`{one.row.key}`): {one.row.means}\n" for one in outcomes),
    )
