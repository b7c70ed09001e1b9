"""Code within the text of templates and of MDX: expressions in braces, tags of templates, tags of JSX.

The code is not parsed, only its end is found. What is doubtful is protected: a tag that nothing closes takes
the rest of its line.
"""

from __future__ import annotations

import re

from linter.characters.scripts import HAN

#: What closes tags, by their openings: `{{…}}` and `{%…%}` of Jinja, Liquid, Vue and Hugo, and comments of
#: Jinja; `<%…%>` of ERB and EJS; `<?…?>` of PHP, which is a processing instruction in CommonMark (6.6).
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>", "<?": "?>"}
#: What opens a tag only if it is closed: two brackets, an id, a question.
_MAYBE = frozenset(("{{", "{#", "<?"))
_OPENING = re.compile(r"\{\{|[{<]%|\{#(?=[\s-])|<\?(?=[A-Za-z=])")
_LINE = re.compile(r"[^\r\n]*")
#: `{#id}`, `{.class}`, `{: .class}`.
_ATTRIBUTES = re.compile(r"\{[#.:][^{}\r\n]*\}")
#: Braces that are nested more deeply are text.
_DEEPEST = 8
_QUOTED = r"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
_TOKEN = re.compile(rf"{_QUOTED}|/\*.*?\*/|[{{}}]", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_LITERAL = re.compile(rf"{_QUOTED}|/\*.*?\*/", re.DOTALL)
#: A key of JSON: an object is data in the text, which rules must see.
_JSON = re.compile(r"""\{\s*["'][^"'\r\n]*["']\s*:""")
_HAN = re.compile(f"[{HAN}]")
_NAME = re.compile(r"<[^\W\d][\w-]*(?:[.:][^\W\d][\w-]*)*(?=\s)")
_ATTRIBUTE = re.compile(rf"\s*(?:[\w$:.-]+(?:\s*=\s*{_QUOTED})?\s*(?:=\s*(?=\{{))?|(?=\{{))")
_CLOSE = re.compile(r"\s*/?>")


def braces_end(text: str, at: int, limit: int, *, always: bool) -> int:
    """Where the code ends that a brace opens at `at`; `at` itself if it opens none.

    Args:
        text: the whole text.
        at: the offset of a brace.
        limit: where to stop.
        always: whether all braces hold code, as in MDX.
    """
    if text.find("}", at, limit) < 0:
        return _template_end(text, at, limit) if text.startswith("{%", at) else at
    if at and text[at - 1] == "{":  # part of a run of braces, of which the first opens whatever is opened
        return at
    if (end := _template_end(text, at, limit)) > at:
        return end
    if (match := _ATTRIBUTES.match(text, at, limit)) is not None:
        return match.end()
    end = _balanced(text, at, limit)
    return end if end > at and (always or _is_code(text[at:end])) else at


def tag_end(text: str, at: int, limit: int) -> int:
    """Where the tag of a template, or one of JSX with an expression in it, ends that starts at `at`.

    For other tags, `at` itself. The arguments are those of `braces_end`, at the offset of a `<`.
    """
    if text[at + 1 : at + 2] in ("%", "?"):
        return _template_end(text, at, limit)
    match = _NAME.match(text, at, limit)
    braces = False
    while match is not None:
        here = match.end()
        if text[here : here + 1] == "{":
            end = _balanced(text, here, limit)
            if end == here:
                return at
            here, braces = end, True
        if (close := _CLOSE.match(text, here, limit)) is not None:
            return close.end() if braces else at
        match = _ATTRIBUTE.match(text, here, limit)
        if match is not None and match.end() == match.start() and text[here : here + 1] != "{":
            return at
    return at


def _template_end(text: str, at: int, limit: int) -> int:
    match = _OPENING.match(text, at, limit)
    if match is None:
        return at
    opening = match.group()
    end = _balanced(text, at, limit) if opening == "{{" else at
    if end > at and text.startswith("}}", end - 2):
        return end
    close = text.find(_CLOSINGS[opening], match.end(), limit)
    if close >= 0:
        return close + len(_CLOSINGS[opening])
    rest = _LINE.match(text, at, limit)
    return at if opening in _MAYBE or rest is None else rest.end()


def _balanced(text: str, at: int, limit: int) -> int:
    """Where the brace at `at` is closed; `at` itself if it is not.

    Braces in strings do not count, unless the text is not closed otherwise: an apostrophe starts no string.
    """
    for tokens in (_TOKEN, _BRACE):
        depth = 0
        for token in tokens.finditer(text, at, limit):
            depth += {"{": 1, "}": -1}.get(token.group(), 0)
            if not depth:
                return token.end()
            if depth > _DEEPEST:
                break
    return at


def _is_code(braces: str) -> bool:
    """Whether braces hold an expression with Chinese, and all of that in strings and comments."""
    if _JSON.match(braces) or _HAN.search(braces) is None:
        return False
    return _HAN.search(_LITERAL.sub("", braces)) is None
