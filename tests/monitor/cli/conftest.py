"""The command line as an owner uses it: arguments in, two streams and an exit code out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from monitor.cli.sample_site import SampleSite, serve_sample
from tests.fakes.clock import START


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def json_lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run ``goodword`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOODWORD_CONFIG", raising=False)

    def run(*args: str, stdin: str = "") -> Ran:
        stream = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(sys, "argv", ["goodword", *args])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, out, err)

    return run


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """The sample shop's sites on loopback."""
    with serve_sample(START) as site:
        yield site


@pytest.fixture
def shop(run: Run, site: SampleSite, tmp_path: Path) -> Path:
    """A config.toml for the sample's web page and feed, collected once."""
    config = tmp_path / "config.toml"
    config.write_text(
        f"""
[shop]
name = "Leipomo Aino"
signature = "Aino"
contact = "aino@leipomo.example"
timezone = "Europe/Helsinki"
[query]
any = ["Leipomo Aino*"]
[sources.page]
type = "schemaorg"
url = "{site.address}/"
allow_private = true
[sources.news]
type = "feed"
url = "{site.address}/news.atom"
allow_private = true
""",
        encoding="utf-8",
    )
    assert run("collect", "--once").code == 0
    return config
