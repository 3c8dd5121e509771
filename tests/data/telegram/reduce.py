"""Makes bot-api.json from the full machine-readable Bot API (see README.md beside this file).

python reduce.py telegram-bot-api-spec.json > bot-api.json
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TypedDict, cast

METHODS = (
    "answerCallbackQuery",
    "deleteWebhook",
    "editMessageCaption",
    "editMessageText",
    "getMe",
    "getUpdates",
    "getWebhookInfo",
    "sendMessage",
    "sendPhoto",
    "setMyCommands",
    "setWebhook",
)


class Field(TypedDict):
    """One parameter or member."""

    types: list[str]
    required: bool


class Entry(TypedDict, total=False):
    """A method or type of the full specification, as far as it matters here."""

    fields: list[dict[str, object]]
    subtypes: list[str]


def main() -> None:
    """Keep the methods above, every type that their parameters may hold, and no prose."""
    full = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    methods = {name: fields(full["methods"][name]) for name in METHODS}
    types: dict[str, object] = {}
    wanted = {name for method in methods.values() for name in named(method)}
    while wanted:
        name = wanted.pop()
        entry = full["types"].get(name)
        if entry is None or name in types:
            continue
        members = fields(entry)
        types[name] = {"one_of": entry["subtypes"]} if entry.get("subtypes") else members
        wanted |= set(entry.get("subtypes", ())) | named(members)
    reduced = {"version": full["version"], "methods": methods, "types": dict(sorted(types.items()))}
    sys.stdout.write(json.dumps(reduced, indent=1) + "\n")


def fields(entry: Entry) -> dict[str, Field]:
    """Each field with its types and whether it must be there."""
    return {
        str(field["name"]): {
            "types": cast(list[str], field["types"]),
            "required": bool(field["required"]),
        }
        for field in entry.get("fields", ())
    }


def named(members: dict[str, Field]) -> set[str]:
    """The types that these fields mention, without "Array of"."""
    mentioned = {kind for member in members.values() for kind in member["types"]}
    return {re.sub("^(Array of )+", "", kind) for kind in mentioned}


if __name__ == "__main__":
    main()
