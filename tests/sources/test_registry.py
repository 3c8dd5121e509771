"""Finding sources by name, built-in and foreign."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.source import Source
from sources.registry import BUILT_IN, available, build, load

CODE = """
from monitor.mention import Kind
from monitor.settings import Secret
from monitor.source import HttpSource, Page, Request, SourceInfo, SourceSettings


class Bakery(HttpSource):
    info = SourceInfo(key="{key}", title="Bakery", summary="x", kinds=frozenset({{Kind.REVIEW}}))

    class Settings(SourceSettings):
        url: str
        token: Secret

    def request(self, cursor):
        return Request(self.settings.url)

    def parse(self, response):
        return Page()


not_a_source = 5
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a package on the path that announces a source, as pip would."""
    monkeypatch.syspath_prepend(tmp_path)

    def put(name: str, target: str, code: str, key: str | None = None) -> None:
        module = target.partition(":")[0]
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Name: goodword-{name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(
            f"[goodword.sources]\n{key or name} = {target}\n", encoding="utf-8"
        )

    return put


@pytest.mark.parametrize("key", sorted(BUILT_IN))
def test_each_built_in_source_loads_under_its_own_name(key: str) -> None:
    adapter = load(key)
    assert issubclass(adapter, Source)
    assert adapter.info.key == key


def test_a_misspelt_type_is_met_with_a_suggestion() -> None:
    with pytest.raises(ConfigError, match='Did you mean "schemaorg"'):
        load("schema.org")


def test_a_type_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(ConfigError) as caught:
        load("zzzz")
    assert "mean" not in caught.value.message


def test_another_package_brings_a_source(install: Callable[..., None]) -> None:
    install("bakery", "bakery_one:Bakery", CODE.format(key="bakery"))
    source = build("corner", {"type": "bakery", "url": "https://b.example/", "token": "t0p"})
    assert repr(source) == "<source bakery>"
    listing = next(each for each in available() if each.key == "bakery")
    assert listing.info is not None
    assert listing.package == "goodword-bakery"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("broken_import:Bakery", "import no_such_module"),
        ("broken_syntax:Bakery", "def"),
        ("broken_exit:Bakery", "raise SystemExit(3)"),
        ("broken_name:Bakery", ""),
        ("broken_type:not_a_source", CODE.format(key="bakery")),
        ("broken_key:Bakery", CODE.format(key="other")),
    ],
)
def test_a_broken_package_is_listed_with_its_trouble_and_sinks_nobody(
    install: Callable[..., None], target: str, code: str
) -> None:
    install("bakery", target, code)
    with pytest.raises(ConfigError):
        load("bakery")
    listings = {each.key: each for each in available()}
    assert listings["bakery"].info is None
    assert listings["bakery"].trouble
    assert set(BUILT_IN) < set(listings)


def test_no_package_takes_over_the_name_of_a_built_in(install: Callable[..., None]) -> None:
    install("feed", "evil_feed:Bakery", CODE.format(key="feed"))
    assert load("feed").__module__ == "sources.feed"


def test_a_wrong_setting_is_named_with_its_source_but_not_its_value(
    install: Callable[..., None],
) -> None:
    install("bakery", "bakery_two:Bakery", CODE.format(key="bakery"))
    with pytest.raises(ConfigError) as caught:
        build("corner", {"type": "bakery", "token": ["t0p-s3cret"], "urll": "https://b.example/"})
    message = caught.value.message
    for word in ("[sources.corner]", "url", "token", "urll: no such setting"):
        assert word in message
    assert "t0p-s3cret" not in message


@pytest.mark.parametrize("table", [{}, {"type": 5}, {"type": "no such type"}])
def test_a_table_without_a_usable_type_names_its_source(table: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"\[sources\.corner\]"):
        build("corner", table)
