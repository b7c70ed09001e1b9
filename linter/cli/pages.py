"""`seedlint pages`: writes the generated files (the manual and two schemas), or lists the stale ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from linter.cli.console import Console
from linter.cli.define import Argument, Option
from linter.files.writer import write_atomically
from linter.jobs.pages import refuse_foreign, stale_pages
from linter.messages.phrases import Phrase


def pages(
    console: Console,
    folder: Annotated[Path, Argument(help="The checkout whose docs/ and schemas/ are written.")],
    *,
    check: Annotated[bool, Option("--check", help="Write nothing; fail if a page is stale.")] = False,
) -> int:
    """Write the pages of all rules and kinds, and the schemas that are generated from the kinds.

    Exit status: 0 all is up to date, 1 something is stale.
    """
    stale = stale_pages(folder)
    for path, _ in stale if not check else ():
        refuse_foreign(path)
    for path, text in stale:
        if check:
            console.print_error(Phrase("{path} is stale; `make pages` writes it again", path=path))
        elif text is None:
            path.unlink()
            console.say("removed {path}", path=path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode("utf-8"), follow=False)
            console.say("wrote {path}", path=path)
    return 1 if check and stale else 0
