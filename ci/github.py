"""The CI gate on GitHub Actions: action.yml runs it after installing seedlint in the same environment.

It reads the runner's variables (the event, `SEEDLINT_…` for the inputs), checks, annotates, writes the step's
summary and the findings as SARIF, and exits like `seedlint check`.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

#: The commit before a push, if the branch is new.
_NOTHING = "0" * 40


def base_of(name: str, event: dict[str, Any]) -> str | None:
    """The commit to compare the checkout with; None if there is none, as on a schedule.

    Args:
        name: the event's name, as in `GITHUB_EVENT_NAME`.
        event: the payload of the webhook, as in the file that `GITHUB_EVENT_PATH` names.
    """
    if name == "pull_request":  # not pull_request_target, which checks out the base itself
        pull = event.get("pull_request", {})
        # The checkout is the pull request merged into its base. The event may name an older base, and all
        # that the base gained since would count as changed.
        first, *others = parents()
        if others == [pull.get("head", {}).get("sha")]:
            return first
        commit = pull.get("base", {}).get("sha")
    elif name == "merge_group":
        commit = event.get("merge_group", {}).get("base_sha")
    elif name == "push":
        commit = event.get("before")
    else:
        commit = None
    return commit if commit and commit != _NOTHING else None


def parents() -> list[str]:
    """The parents that the commit names, whether or not they were fetched; an empty text if it has none."""
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], check=False, capture_output=True, text=True
    ).stdout
    found = [
        line.removeprefix("parent ")
        for line in raw.partition("\n\n")[0].split("\n")
        if line.startswith("parent ")
    ]
    return found or [""]


def fetch(commit: str) -> bool:
    """Fetches a commit if necessary, because the runner clones only the last one; whether it is here."""

    def git(*arguments: str) -> bool:
        return subprocess.run(["git", *arguments], check=False).returncode == 0

    if git("cat-file", "-e", f"{commit}^{{commit}}"):
        return True
    return git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)


def is_true(name: str) -> bool:
    """Whether an input is 'true'.

    Raises:
        ValueError: it is neither 'true' nor 'false'.
    """
    value = os.environ.get(f"SEEDLINT_{name}", "false")
    if value not in ("true", "false"):
        raise ValueError(f"{name.lower().replace('_', '-')} must be 'true' or 'false', not '{value}'")
    return value == "true"


def changed_options() -> list[str]:
    """The options that leave out unchanged files; none if it is not known what changed."""
    if not is_true("CHANGED_ONLY"):
        return []
    name = os.environ["GITHUB_EVENT_NAME"]
    if name == "push" and is_true("UPLOAD_SARIF"):
        print("::notice::seedlint: code scanning needs the findings of all files, so all files are checked")
        return []
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    commit = base_of(name, event)
    if commit is not None and fetch(commit):
        return [f"--since={commit}"]
    print("::notice::seedlint: it is not known what changed, so all files are checked", flush=True)
    return []


def arguments(folder: Path) -> list[str]:
    """The arguments of the program.

    Args:
        folder: the folder for the reports `seedlint.sarif` and `summary.md`.

    Raises:
        ValueError: an input is wrong.
    """
    baseline = os.environ.get("SEEDLINT_BASELINE")
    try:
        more = shlex.split(os.environ.get("SEEDLINT_ARGS", ""))
    except ValueError as error:
        raise ValueError(f"args cannot be read: {error}") from None
    paths = os.environ.get("SEEDLINT_PATHS", ".").splitlines()
    return [
        "check",
        "--output-format=github",
        f"--report=sarif={folder / 'seedlint.sarif'}",
        f"--report=markdown={folder / 'summary.md'}",
        f"--fail-on={os.environ.get('SEEDLINT_FAIL_ON') or 'info'}",
        *([f"--baseline={baseline}"] if baseline else []),
        *changed_options(),
        *more,
        "--",
        *(line.strip() for line in paths if line.strip()),
    ]


def main() -> int:
    """Checks, and passes the results to the runner."""
    folder = Path(tempfile.mkdtemp(prefix="seedlint-", dir=os.environ["RUNNER_TEMP"]))
    try:
        command = [str(Path(sys.executable).with_name("seedlint")), *arguments(folder)]
        status = subprocess.run(command, check=False).returncode
    except ValueError as error:
        print(f"::error::seedlint: {error}", flush=True)
        status = 2
    sarif, summary = folder / "seedlint.sarif", folder / "summary.md"
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"status={status}\n")
        if sarif.exists():  # missing if the options were wrong
            outputs.write(f"sarif={sarif}\n")
    if summary.exists():
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as page:
            page.write(summary.read_text(encoding="utf-8"))
    return status


if __name__ == "__main__":
    sys.exit(main())
