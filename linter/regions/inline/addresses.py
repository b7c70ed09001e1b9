"""Addresses and paths in running text, without brackets around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.inline.found import region
from linter.regions.inline.links import target
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    import re

    from linter.regions.block import InlineRun

#: The rest of a bare address or a path, which ends at white space, quotes, brackets or full-width
#: punctuation.
_REST = r"""[^\s<>"'`|\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]"""
_ADDRESS = lazy_re(rf"(?i:(?:https?|ftp|file)://|www\.|mailto:){_REST}+")
#: An address that a program opens, from the colon of its scheme: `obsidian://open?vault=甲`.
_PROGRAM_ADDRESS = lazy_re(rf"://{_REST}+")
#: The scheme of an address, before its colon.
_SCHEME_BEFORE = lazy_re(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}$")
#: Domains may have letters of any script before the last dot; `git@host.com:folder/name` is an address, too.
_EMAIL = lazy_re(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})"
    r"(?::[\w.~-]+(?:/[\w.~-]+)+)?"
)
_EMAIL_BEFORE = lazy_re(r"[A-Za-z0-9._%+-]{1,64}$")
#: A POSIX path, from its first slash: the first name is ASCII, unlike in `和/或`.
_PATH = lazy_re(rf"/[A-Za-z0-9._~+-]+/{_REST}*")
#: A path after `~`, `.` or `..`, whose first name may be any.
_DOTTED_PATH = lazy_re(rf"/{_REST}+")
_PATH_BEFORE = lazy_re(r"(?:^|(?<=[\s(\[\u3000-\u303f\uff00-\uff1f]))(?:~|\.{1,2})?$")
#: A well-known kind of domain, before the slash of its path.
_DOMAIN_BEFORE = lazy_re(
    r"(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:com|org|net|edu|gov|info|io|ai|tw|cn|hk|jp|tv|me|be|ly|gl|dev|app)$"
)
#: Chinese right after a letter belongs to the sentence, since nothing shows that the address continues.
_DOMAIN_PATH = lazy_re(rf"/(?:(?=[!-~]){_REST}|(?<=[/=&?#_.%-])(?:(?![!-~]){_REST})+)*")
_DRIVE_BEFORE = lazy_re(r"(?<![A-Za-z0-9])[A-Za-z]:$")
_DRIVE_PATH = lazy_re(rf"\\{_REST}+")
_ADDRESS_TAIL = ".,;:!?*_~"
#: How far before its mark the name of a domain or of a mailbox may begin, and a scheme.
_REACH_BEFORE = 64
_SCHEME_REACH = 32


def web_address(text: str, run: InlineRun, at: int) -> Region | None:
    """The address that begins at `at`, with its scheme or with `www`."""
    return region(RegionKind.URL, at, _end(_ADDRESS, text, run, at))


def path(text: str, run: InlineRun, at: int) -> Region | None:
    """The path, or the domain and its path, around the slash at `at`."""
    near = max(run.start, at - _REACH_BEFORE)
    if (before := _PATH_BEFORE.search(text, near, at)) is not None:
        pattern = _DOTTED_PATH if before.group() else _PATH
    elif (before := _DOMAIN_BEFORE.search(text, near, at)) is not None:
        pattern = _DOMAIN_PATH
    else:
        return None
    end = _end(pattern, text, run, at)
    return region(RegionKind.URL, before.start(), end) if end > at else None


def has_drive(text: str, run: InlineRun, at: int) -> bool:
    """Whether the letter of a drive is before the backslash at `at`."""
    return _DRIVE_BEFORE.search(text, max(run.start, at - 3), at) is not None


def drive_path(text: str, run: InlineRun, at: int) -> Region | None:
    """The path of Windows around its first backslash at `at`, after the letter of a drive."""
    end = _end(_DRIVE_PATH, text, run, at)
    return region(RegionKind.URL, at - 2, end) if end > at else None


def program_address(text: str, run: InlineRun, at: int) -> Region | None:
    """The address around the `://` at `at`."""
    scheme = _SCHEME_BEFORE.search(text, max(run.start, at - _SCHEME_REACH), at)
    if scheme is None:
        return None
    end = _end(_PROGRAM_ADDRESS, text, run, at)
    return region(RegionKind.URL, scheme.start(), end) if end > at else None


def email(text: str, run: InlineRun, at: int) -> Region | None:
    """The address around the `@` at `at`."""
    before = _EMAIL_BEFORE.search(text, max(run.start, at - _REACH_BEFORE), at)
    match = _EMAIL.match(text, before.start(), run.end) if before is not None else None
    return Region(RegionKind.URL, *match.span()) if match is not None and match.end() > at else None


def _end(pattern: re.Pattern[str], text: str, run: InlineRun, at: int) -> int:
    """Where an address ends, without the punctuation of its sentence; `at` itself if there is none."""
    match = pattern.match(text, at, run.end)
    if match is None:
        return at
    address = match.group()
    if (close := address.find("](")) >= 0 and target(text, run, at + close) is not None:
        address = address[:close]  # what follows is the address of a link
    end = len(address)
    unopened = address.count(")") - address.count("(")
    while end and (address[end - 1] in _ADDRESS_TAIL or (address[end - 1] == ")" and unopened > 0)):
        unopened -= address[end - 1] == ")"
        end -= 1
    return at + end
