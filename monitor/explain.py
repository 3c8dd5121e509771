"""What is wrong with settings, in words for owners instead of programmers. Pure."""

from __future__ import annotations

from difflib import get_close_matches

from pydantic import BaseModel, ValidationError

_PLAIN = {
    "extra_forbidden": "no such setting",
    "missing": "is needed, but not there",
    "tuple_type": 'write a list in brackets, such as ["fi", "en"]',
    "dict_type": "write a table of settings under one heading, in single brackets",
    "model_type": "write a table of settings under one heading, in single brackets",
    "string_type": "write a text in quotes",
    "string_too_short": "is empty",
    "url_parsing": 'write a whole address, such as "https://shop.example/"',
    "url_scheme": "an address begins with https:// or http://",
}
"""What the checker says, by its name for it, as an owner understands it."""


def explain(error: ValidationError, settings: type[BaseModel]) -> str:
    """Every complaint about ``settings`` in one line each, by setting, without the values given."""
    lines = []
    for issue in error.errors(include_url=False, include_input=False, include_context=False):
        setting = ".".join(str(part) for part in issue["loc"]) or "the file"
        says = issue["msg"].removeprefix("Value error, ")
        says = _PLAIN.get(issue["type"], says)
        if issue["type"] == "extra_forbidden":
            says += _meant(issue["loc"], settings)
        lines.append(f"{setting}: {says}")
    return "; ".join(lines)


def _meant(place: tuple[int | str, ...], settings: type[BaseModel]) -> str:
    """Which of ``settings`` was meant, where one is called nearly so."""
    outermost = len(place) == 1
    close = get_close_matches(str(place[0]), settings.model_fields, n=1) if outermost else []
    return f'; did you mean "{close[0]}"?' if close else ""
