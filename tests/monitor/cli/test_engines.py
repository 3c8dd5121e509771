"""Choosing who reads how a text feels, and reading history anew, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.understand.classify import ENGINE
from tests.monitor.cli.conftest import Run
from tests.monitor.llm.test_client import Model, saying
from tests.monitor.understand.engines.tiny import write
from tests.sources.loopback import says, served

Configure = Callable[[str], None]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Write a config.toml with these tables."""

    def configure(tables: str) -> None:
        (tmp_path / "config.toml").write_text(f'[shop]\nname = "x"\n{tables}\n')

    return configure


@pytest.fixture
def model() -> Iterator[Model]:
    with served() as site:
        yield Model(site)


def endpoint(model: Model) -> str:
    return (
        f'[understand]\nengine = "llm"\n[llm]\nurl = "{model.url}"\nmodel = "small"\n'
        'token = "sk-very-secret"\nallow_private = true\n'
    )


ONNX = '[understand]\nengine = "onnx"\nmodel_folder = "tiny"\n'


class TestChoosing:
    def test_a_model_on_this_computer_reads(
        self, run: Run, configure: Configure, tmp_path: Path
    ) -> None:
        write(tmp_path / "tiny")
        configure(ONNX)
        (verdict,) = run("classify", stdin="rude rude rude\n").json_lines()
        assert (verdict["sentiment"], verdict["engine"]) == ("negative", f"{ENGINE}+onnx:tiny")

    def test_a_model_that_is_not_there_is_2_with_the_next_step(
        self, run: Run, configure: Configure
    ) -> None:
        configure(ONNX)
        ran = run("classify", stdin="rude\n")
        assert ran.code == 2
        assert "model.onnx" in ran.err
        assert "docs/understanding.md" in ran.err

    def test_an_endpoint_reads(self, run: Run, configure: Configure, model: Model) -> None:
        model.answers(saying('{"sentiment": "negative", "confidence": 1, "words": "Love it"}'))
        configure(endpoint(model))
        (verdict,) = run("classify", stdin="Two hours. Love it.\n").json_lines()
        assert (verdict["sentiment"], verdict["engine"]) == ("negative", f"{ENGINE}+llm:small")

    def test_check_tries_the_engine_once(
        self, run: Run, configure: Configure, model: Model, tmp_path: Path
    ) -> None:
        good = '{"sentiment": "positive", "confidence": 1, "words": "lovely"}'
        for answer, ok, says_so in (
            (saying(good), True, "a word of praise is positive"),
            (saying("positive"), True, "reads"),
            (says(401), False, "refused the token"),
            (says(429, retry_after="60"), False, "gave no answer"),
        ):
            model.answers(answer)
            configure(endpoint(model))
            findings = run("check", "--json").json()
            (found,) = [finding for finding in findings if finding["kind"] == "engine"]
            assert (found["ok"], says_so in found["says"]) == (ok, True), found
            assert "sk-very-secret" not in str(findings)
        configure(ONNX)
        assert "model.onnx" in run("check").out
        configure("")
        assert "engine" not in run("check").out

    def test_check_tries_the_one_for_drafts_as_well(
        self, run: Run, configure: Configure, model: Model
    ) -> None:
        good = "Thank you! We are so glad that our loaves and our team pleased you."
        for answer, ok, says_so in (
            (saying(json.dumps({"reply": good})), True, "words drafts"),
            (saying(json.dumps({"reply": "Visit www.evil.example"})), True, "was put aside"),
            (saying("Hello!"), True, "was put aside"),
            (says(401), False, "refused the token"),
            (says(429, retry_after="60"), False, "slow down"),
            (says(200, b"<html>"), False, "does not answer like a language model"),
        ):
            model.answers(answer)
            configure(endpoint(model).replace("understand", "replies"))
            ran = run("check", "--json")
            (found,) = [finding for finding in ran.json() if finding["kind"] == "engine"]
            assert (found["ok"], says_so in found["says"]) == (ok, True), found
            assert found["name"] == "llm for drafts"
            for secret in ("sk-very-secret", "evil"):
                assert secret not in ran.out + ran.err
        configure(f'{endpoint(model)}[replies]\nengine = "llm"\n')
        found = [one["name"] for one in run("check", "--json").json() if one["kind"] == "engine"]
        assert found == ["llm", "llm for drafts"]


class TestRelabel:
    def test_history_is_read_anew_once_and_what_was_said_stays(
        self, run: Run, shop: Path, tmp_path: Path
    ) -> None:
        write(tmp_path / "tiny")
        config = shop.read_text(encoding="utf-8")
        first = run("mentions", "--json").json()[0]["number"]
        run("correct", str(first), "--sentiment", "mixed")
        assert run("relabel", "--json").json()["read"] == 0
        shop.write_text(config + ONNX, encoding="utf-8")
        would = run("relabel", "--dry-run", "--json").json()
        done = run("relabel", "--json").json()
        assert done == would | {"dry_run": False}
        assert done["engine"] == f"{ENGINE}+onnx:tiny"
        assert (done["read"], done["corrected"]) == (6, 1)
        assert done["changed"] >= sum(change["count"] for change in done["sentiment"])
        assert run("relabel", "--json").json()["read"] == 0
        assert (
            run("mentions", "show", str(first), "--json").json()["verdict"]["sentiment"] == "mixed"
        )
        back = run("relabel", "--engine", "offline")
        assert "6 mentions were read anew" in back.err
        assert run("relabel", "--since", "2100-01-01", "--again", "--json").json()["read"] == 0

    def test_what_changed_is_told_from_what_to_what(
        self, run: Run, shop: Path, model: Model
    ) -> None:
        model.answers(saying('{"sentiment": "neutral", "confidence": 1, "words": "e"}'))
        shop.write_text(shop.read_text(encoding="utf-8") + endpoint(model), encoding="utf-8")
        ran = run("relabel")
        assert "from" in ran.out
        assert "positive" in ran.out

    def test_an_endpoint_that_does_not_answer_ends_the_run_and_says_why(
        self, run: Run, shop: Path, model: Model
    ) -> None:
        model.answers(says(401))
        shop.write_text(shop.read_text(encoding="utf-8") + endpoint(model), encoding="utf-8")
        ran = run("relabel")
        assert ran.code == 1
        assert "[llm]" in ran.err
        assert len(model.site.seen) == 1

    @pytest.mark.parametrize(("engine", "needs"), [("onnx", "model_folder"), ("llm", "[llm]")])
    def test_an_engine_that_was_not_set_up_is_2(
        self, run: Run, configure: Configure, engine: str, needs: str
    ) -> None:
        configure("")
        ran = run("relabel", "--engine", engine)
        assert ran.code == 2
        assert needs in ran.err


REPLY = (
    "Thank you for telling us, Ana. Bread that is past its best and such a long time in the queue "
    "are not what you came for, and we are sorry for both. Which day was it, roughly?"
)
LINE = (
    '{"lang": "en", "business": "bakery", "review": {"stars": 1, "author": "Ana", '
    '"text": "The bread was stale and I waited forty minutes."}}\n'
)


def writing(model: Model) -> str:
    return endpoint(model).replace("[understand]", "[replies]")


class TestDrafting:
    def test_a_line_is_worded_by_the_model_only_where_that_is_asked_for(
        self, run: Run, configure: Configure, model: Model
    ) -> None:
        model.answers(saying(json.dumps({"reply": REPLY})))
        configure(writing(model))
        (own,) = run("draft", "--json", stdin=LINE).json_lines()
        assert not model.site.seen
        (worded,) = run("draft", "--json", "--engine", "llm", stdin=LINE).json_lines()
        assert worded["draft"] == f"{REPLY}\n\nThe bakery team"
        assert own["draft"] != worded["draft"]
        assert "language model" in worded["why"][-1]

    def test_a_line_needs_no_settings(self, run: Run) -> None:
        assert run("draft", "--json", stdin=LINE).code == 0

    def test_without_an_endpoint_the_engine_is_2(self, run: Run, configure: Configure) -> None:
        configure("")
        ran = run("draft", "--json", "--engine", "llm", stdin=LINE)
        assert ran.code == 2
        assert "[llm]" in ran.err

    def test_a_mention_is_worded_as_the_settings_have_it(
        self, run: Run, shop: Path, model: Model
    ) -> None:
        with shop.open("a") as config:
            config.write(writing(model))
        number = next(
            str(each["number"])
            for each in run("mentions", "--json").json()
            if each["verdict"]["sentiment"] == "negative"
        )
        model.answers(saying("no JSON at all"))
        ran = run("draft", number)
        assert ran.code == 0
        assert "put aside" in ran.err
        asked = len(model.site.seen)
        assert asked > 0
        assert "put aside" not in run("draft", number, "--engine", "offline").err
        assert len(model.site.seen) == asked
