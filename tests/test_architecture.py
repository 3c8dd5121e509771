"""The house rule on who may import whom, read off the code itself; see docs/design.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LANGUAGE = {
    f"monitor.{name}"
    for name in (
        "mention", "verdict", "alert", "draft", "source", "settings", "errors", "clock",
        "capability", "config", "health", "rollup", "known", "muted", "posting", "shop_words",
        "correction", "facts", "promise", "question", "address", "explain",
        "config_file",
    )
}  # fmt: skip
PURE = {"monitor.encoder", "monitor.match", "monitor.changes", "monitor.networks",
        "monitor.schedule", "monitor.rules", "monitor.syndication", "monitor.terms",
        "monitor.understand", "monitor.reply", "monitor.trends"}  # fmt: skip
STORE = {"monitor.store"}
ENGINE = {"monitor.absorb", "monitor.ahead", "monitor.answers", "monitor.courier",
          "monitor.follow", "monitor.pen", "monitor.pipeline", "monitor.poller", "monitor.publish",
          "monitor.recheck", "monitor.relabel", "monitor.reminders", "monitor.restored",
          "monitor.service", "monitor.stories", "monitor.tokens", "monitor.walk",
          "monitor.withdraw"}  # fmt: skip
LLM = {"monitor.llm"}
ENGINES = {"monitor.understand.engines", "monitor.reply.engines"}

MAY_IMPORT = {
    "language": LANGUAGE,
    "llm": LANGUAGE | LLM,
    "engines": LANGUAGE | PURE | LLM | ENGINES,
    "pure": LANGUAGE | PURE,
    "store": LANGUAGE | STORE,
    "engine": LANGUAGE | PURE | STORE | ENGINE,
    "sources": LANGUAGE | {"sources"},
    "bot": LANGUAGE | PURE | STORE | {"bot"},
}


def rooms() -> Iterator[tuple[str, str, set[str]]]:
    """Each module of ours, its room, and the modules of ours that it imports."""
    for folder in ("monitor", "sources", "bot"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "template" in path.parts:
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            module = module.removesuffix(".__init__")
            yield module, room_of(module), imports_of(path)


def room_of(module: str) -> str:
    for room, modules in (
        ("language", LANGUAGE), ("llm", LLM), ("engines", ENGINES), ("pure", PURE),
        ("store", STORE), ("engine", ENGINE),
        ("cli", {"monitor.cli"}), ("sources", {"sources"}), ("bot", {"bot"}),
    ):  # fmt: skip
        if within(module, modules):
            return room
    return "nowhere"


def within(module: str, rooms: set[str]) -> bool:
    return any(module == room or module.startswith(room + ".") for room in rooms)


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{path} imports relatively"
            # "from monitor import schedule" imports monitor.schedule.
            bare = node.module in {"monitor", "bot"}
            found |= {f"{node.module}.{a.name}" for a in node.names} if bare else {node.module}
    return {name for name in found if name.split(".")[0] in {"monitor", "sources", "bot"}}


def test_every_module_has_a_room() -> None:
    homeless = [module for module, room, _ in rooms() if room == "nowhere" and module != "monitor"]
    assert not homeless


def test_each_room_imports_only_what_the_house_rules_allow() -> None:
    wrong = [
        f"{module} ({room}) imports {name}"
        for module, room, imported in rooms()
        if room in MAY_IMPORT
        for name in sorted(imported)
        if not within(name, MAY_IMPORT[room])
    ]
    assert not wrong


def test_only_the_command_line_knows_the_engines_that_load_files_or_ask_the_network() -> None:
    knowing = {
        module
        for module, room, imported in rooms()
        if room not in ("cli", "engines")
        if any(within(name, ENGINES) for name in imported)
    }
    assert not knowing


@pytest.mark.parametrize("room", ["language", "pure", "store"])
def test_nothing_pure_asks_the_machine_for_time_or_chance(room: str) -> None:
    impure = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "monitor").rglob("*.py"))
        if room_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) == room
        and path.name != "clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"),
            ("random", "random"), ("random", "choice")}
    ]  # fmt: skip
    assert not impure


def test_only_the_store_speaks_sql() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for folder in ("monitor", "sources", "bot")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "store" not in path.parts and "import sqlite" in path.read_text(encoding="utf-8")
    ]
    assert not elsewhere
