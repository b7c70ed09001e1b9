"""The commands and the module of each, which is imported only when its command is called."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from linter.messages.phrases import template
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable


class Entry(Value):
    """Where a command is and what `seedlint --help` says about it."""

    function: str
    """The module below `linter.cli`, a colon, the function."""
    summary: str
    """The first paragraph of the function's docstring."""
    hidden: bool = False
    remembered: bool = False
    """Whether it only reads files and prints, so that the same input can be answered from memory."""


#: The commands in the order of the help. A new command is a new module with a line here.
COMMANDS = {
    "check": Entry("check:check", template("Find defects in seed documents."), remembered=True),
    "fix": Entry("fix:fix", template("Fix what can be fixed safely."), remembered=True),
    "convert": Entry(
        "convert:convert", template("Convert Chinese text to one variant, and change nothing else.")
    ),
    "clean": Entry("clean:clean", template("Fix every document of a folder and mirror the rest.")),
    "undo": Entry(
        "undo:undo", template("Undo what the last `fix`, `clean` or `convert --in-place` changed.")
    ),
    "export": Entry(
        "export:export",
        template("Write the records of seed documents as data, or as pages."),
        remembered=True,
    ),
    "validate": Entry(
        "validate:validate", template("Validate exported records, or other data, against a JSON Schema.")
    ),
    "stats": Entry(
        "stats:stats",
        template("Count records, dates, summaries and findings: by file, by rule, over time."),
        remembered=True,
    ),
    "rules": Entry("rules:rules", template("List the rules that would run.")),
    "schema": Entry("schema:schema", template("Print a JSON Schema.")),
    "cache": Entry("cache:cache", template("Show what is kept between runs, and where; or remove it.")),
    "doctor": Entry(
        "doctor:doctor",
        template(
            "Look for what is wrong with the installation, the environment, the cache and the configuration."
        ),
    ),
    "completion": Entry(
        "completion:completion",
        template("Print the script by which a shell completes commands, options and rule names."),
    ),
    "test": Entry("test:run_tests", template("Run the examples of rules.")),
    "explain": Entry(
        "explain:explain",
        template(
            "Explain a rule: why it exists, what it finds, how certain its fix is, "
            "what can be changed about it."
        ),
    ),
    "new-rule": Entry(
        "new_rule:new_rule",
        template("Write a commented, working rule pack to start from."),
    ),
    "pages": Entry(
        "pages:pages",
        template(
            "Write the pages of all rules and kinds, and the schemas that are generated from the kinds."
        ),
        hidden=True,
    ),
}


def load_function(name: str) -> Callable[..., int]:
    """Imports the module of a command and gives its function."""
    module, _, attribute = COMMANDS[name].function.partition(":")
    function: Callable[..., int] = getattr(importlib.import_module(f"linter.cli.{module}"), attribute)
    return function
