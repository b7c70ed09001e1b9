"""The manual: pages about rules and kinds, generated from the packs and the kinds' modules."""

from linter.manual.content import kind_page, kind_summary, rule_page
from linter.manual.markdown import render_markdown
from linter.manual.page import Code, Page, Section, Table
from linter.manual.terminal import render_terminal

__all__ = [
    "Code",
    "Page",
    "Section",
    "Table",
    "kind_page",
    "kind_summary",
    "render_markdown",
    "render_terminal",
    "rule_page",
]
