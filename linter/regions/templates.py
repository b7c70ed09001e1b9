"""Code within the text of templates and of MDX: expressions in braces, tags of templates, tags of JSX.

The code is not parsed, only its end is found. What is doubtful is protected: a tag that nothing closes takes
the rest of its line.
"""

from __future__ import annotations

import re

from linter.characters.scripts import HAN

#: Tags by their openings: `{{…}}` and `{%…%}` of Jinja, Liquid, Vue and Hugo, `<%…%>` of ERB and EJS, `<?…?>`
#: of PHP, which is a processing instruction in CommonMark (6.6).
_TAGS = {
    "{{": re.compile(r"\{\{.*?\}\}+", re.DOTALL),
    "{%": re.compile(r"\{%.*?%\}", re.DOTALL),
    "<%": re.compile(r"<%.*?%>", re.DOTALL),
    "<?": re.compile(r"<\?[A-Za-z=].*?\?>", re.DOTALL),
}
#: What may be an opening of a tag only if it is closed: `{{` may be two brackets, `<?` a question.
_MAYBE = frozenset(("{{", "<?"))
_LINE = re.compile(r"[^\r\n]*")
#: `{#id}`, `{.class}`, `{: .class}`, and a comment of Jinja.
_ATTRIBUTES = re.compile(r"\{#[\s-].*?#\}|\{[#.:][^{}\r\n]*\}", re.DOTALL)
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
    opening = text[at : at + 2]
    if opening not in _TAGS:
        return at
    end = _balanced(text, at, limit) if opening == "{{" else at
    if end > at and text.startswith("}}", end - 2):
        return end
    if (match := _TAGS[opening].match(text, at, limit)) is not None:
        return match.end()
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
    return at


def _is_code(braces: str) -> bool:
    """Whether braces hold an expression with Chinese, and all of that in strings and comments."""
    if _JSON.match(braces) or _HAN.search(braces) is None:
        return False
    return _HAN.search(_LITERAL.sub("", braces)) is None
