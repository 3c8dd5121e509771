"""Checks the parameters of one Bot API call against Telegram's own list of methods and types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

SPEC = json.loads(
    (Path(__file__).parents[1] / "data" / "telegram" / "bot-api.json").read_text("utf-8")
)


class Refusal(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refusal:
    """HTTP 400, as for every request that breaks a rule."""
    return Refusal(400, f"Bad Request: {description}")


def read_params(
    method: str, given: Mapping[str, str], files: Mapping[str, bytes]
) -> dict[str, object]:
    """The call's parameters, typed. Raises Refusal on what the specification does not allow."""
    fields = SPEC["methods"].get(method)
    if fields is None:
        raise Refusal(404, "Not Found")
    for name in (*given, *files):
        if name not in fields:
            raise bad(f"unknown parameter {name}")
    for name, field in fields.items():
        if field["required"] and name not in given and name not in files:
            raise bad(f"parameter {name} is required")
    typed: dict[str, object] = dict(files)
    typed |= {name: _read(name, text, fields[name]["types"]) for name, text in given.items()}
    return typed


def _read(name: str, text: str, kinds: list[str]) -> object:
    """A form field as one of ``kinds``; all but plain strings travel as JSON."""
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    for kind in kinds:
        if kind != "String" and _is(value, kind):
            return value
    if "String" in kinds:
        return text
    raise bad(f"parameter {name} must be {' or '.join(kinds)}")


def _is(value: object, kind: str) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_is(element, inner) for element in value)
    if kind in ("Integer", "Float", "Boolean", "String"):
        return _is_plain(value, kind)
    fields = SPEC["types"].get(kind)
    if not isinstance(value, dict) or fields is None:
        return False
    if "one_of" in fields:
        return any(_is(value, member) for member in fields["one_of"])
    missing = any(field["required"] and name not in value for name, field in fields.items())
    return not missing and all(
        name in fields and any(_is(held, allowed) for allowed in fields[name]["types"])
        for name, held in value.items()
    )


def _is_plain(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "Boolean"
    wanted: dict[str, type | tuple[type, ...]] = {
        "Integer": int,
        "Float": (int, float),
        "String": str,
    }
    return kind in wanted and isinstance(value, wanted[kind])
