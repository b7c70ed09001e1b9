"""Paths for services that show findings next to the code: relative to the top of the checkout."""

from __future__ import annotations

import os
from urllib.parse import quote

#: Variables that name the folder of the checkout: of GitHub and services that copy it, of GitLab.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def from_top(path: str) -> str:
    """A path relative to the top of the checkout, with `/`; to the current folder if no service names one.

    A path elsewhere stays absolute.
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
