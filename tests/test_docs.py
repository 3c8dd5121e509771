"""The docs are held against the code: nothing undocumented, nothing out of date."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from docs import reference
from monitor.config import Config
from monitor.config_file import load
from monitor.source import SourceSettings
from sources.registry import BUILT_IN, build
from sources.registry import load as load_source

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")
SOURCES = (DOCS / "sources.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")


def tables() -> list[tuple[str, type[BaseModel]]]:
    """Each table of the config with its model."""
    found = []
    for name, field in Config.model_fields.items():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        found += [(name, k) for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)]
    return found


def test_the_command_reference_is_what_the_commands_say() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference.cli_page(), "run: make docs"


def test_the_table_of_sources_is_what_they_declare() -> None:
    assert reference.sources_page() == SOURCES, "run: make docs"


def test_the_design_names_every_file_of_the_room_that_understands() -> None:
    rows = (DOCS / "design.md").read_text(encoding="utf-8").split("| what it knows |")[1]
    files = [line.split("|")[1] for line in rows.split("\n\n")[0].splitlines()[2:]]
    named = re.findall(r"`(\w+)`", " ".join(files))
    there = [file.stem for file in (ROOT / "monitor/understand").glob("[!_]*.py")]
    assert sorted(named) == sorted(there)


@pytest.mark.parametrize(("table", "model"), tables(), ids=lambda value: str(value))
def test_every_setting_is_documented_and_in_the_example(table: str, model: type[BaseModel]) -> None:
    section = SETTINGS.split(f"## `[{table}]`")[1].split("\n## ")[0]
    example = EXAMPLE.split(f"[{table}]")[1].split("\n[")[0]
    for setting in model.model_fields:
        assert f"| `{setting}` |" in section
        assert re.search(rf"^(# )?{setting} = ", example, re.MULTILINE), setting


def test_every_setting_that_all_sources_take_is_documented_and_in_the_example() -> None:
    for setting in SourceSettings.model_fields:
        assert f"| `{setting}` |" in SETTINGS
        assert setting in EXAMPLE


@pytest.mark.parametrize("key", sorted(BUILT_IN))
def test_every_source_has_a_page_with_all_its_settings_and_how_it_was_proved(key: str) -> None:
    page = (DOCS / "sources" / f"{key}.md").read_text(encoding="utf-8")
    for setting in set(load_source(key).Settings.model_fields) - set(SourceSettings.model_fields):
        assert f"| `{setting}` |" in page, setting
    assert "Proved on:" in page


def test_costs_access_terms_and_proof_are_told_of_every_source() -> None:
    table = SOURCES.partition("| type | costs |")[2]
    told = [row for row in table.splitlines() if row.startswith("| `")]
    assert sorted(row.split("`")[1] for row in told) == sorted(BUILT_IN)
    assert all(cell.strip() for row in told for cell in row.strip("|").split("|"))


@pytest.mark.parametrize("key", sorted(BUILT_IN))
def test_the_example_of_every_source_can_be_pasted(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "sources" / f"{key}.md").read_text(encoding="utf-8")
    for name in re.findall(r'"env:(\w+)"', page):
        monkeypatch.setenv(name, "a-secret-for-this-test")
    # Files of secrets are the owner's own; an inline secret stands in for them here.
    page = re.sub(r'"file:[^"]+"', '"a-secret-for-this-test"', page)
    blocks = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)]
    tables = [table for block in blocks for table in block.get("sources", {}).values()]
    assert tables
    for table in tables:
        assert table["type"] == key
        build("example", table)


def test_the_example_loads_and_each_of_its_sources_is_valid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GOODWORD_MAIL_PASSWORD", "secret")
    config = load(ROOT / "config.example.toml")
    assert set(config.sources) == set(tomllib.loads(EXAMPLE)["sources"])
    for table in config.sources.values():
        settings = {name: value for name, value in table.items() if name != "type"}
        load_source(str(table["type"])).Settings.model_validate(settings)


def test_every_exit_code_is_documented() -> None:
    from monitor import cli

    for code in (cli.OK, cli.FAILED, cli.USAGE, cli.SOME_FAILED):
        assert f"| {code} |" in reference.EXIT_CODES


def test_every_link_between_the_docs_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_project_speaks_of_itself_alone() -> None:
    machine = re.compile(r"/(?:work|root)/")
    for folder in ("monitor", "sources", "bot", "docs", "bench", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".sh"} and path.name != "test_docs.py":
                assert not machine.search(path.read_text(encoding="utf-8")), path
