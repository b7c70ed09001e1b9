"""Paths as services that show findings beside the code want them: from the top of the checkout."""

from __future__ import annotations

import os
from urllib.parse import quote

#: Where services say that the checkout lies: GitHub and those that copy it, GitLab.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def from_top(path: str) -> str:
    """A path from the top of the checkout, with `/`; from the current folder where no service names one.

    What lies elsewhere keeps its whole path.
    """
    here = os.getcwd()  # noqa: PTH109 - as text
    tops = [here, *(top for name in _TOPS if (top := os.environ.get(name)))]
    whole = os.path.realpath(path)
    for top in reversed(tops):
        place = os.path.relpath(whole, os.path.realpath(top))
        if place.partition(os.sep)[0] != os.pardir:
            return place.replace(os.sep, "/")
    return whole.replace(os.sep, "/")


def as_uri(path: str) -> str:
    """The same as a URI reference; what RFC 3986 does not leave unreserved is percent-encoded."""
    place = from_top(path)
    reference = quote(os.fsencode(place))
    return f"file://{reference}" if place.startswith("/") else reference
