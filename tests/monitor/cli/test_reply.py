"""``goodword reply`` posts what the owner has seen and approved, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.draft import DraftState
from monitor.posting import PostingState
from monitor.store import Store
from sources import registry
from tests.fakes.reply_site import ReplySite, over_http
from tests.fakes.site import Review
from tests.monitor.cli.conftest import Run
from tests.sources.loopback import served

TEXT = "We're sorry, Anna."
CONFIG = """
[shop]
name = "Dom"
[store]
path = "shop.db"
[replies]
cool_off = "0m"
[collector]
workers = 2
[sources.site]
type = "reply"
url = "{url}"
allow_private = true
"""


class HastyClock(SystemClock):
    """The real time, without the pauses that politeness asks for."""

    def sleep(self, seconds: float) -> None:
        """Not now."""


@pytest.fixture
def site(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReplySite]:
    """A site on loopback that takes answers, and one review read from it as #1."""
    monkeypatch.setitem(registry.BUILT_IN, "reply", "tests.fakes.reply_site:ReplySource")
    monkeypatch.setattr("monitor.cli.wiring.CLOCK", HastyClock())
    taking = ReplySite(path=tmp_path / "taken.jsonl", clock=SystemClock())
    taking.add(Review("r1", stars=2, text="Cold soup."))
    with served() as server:
        server.answer = over_http(taking, lambda: server.seen[-1].body)
        (tmp_path / "config.toml").write_text(CONFIG.format(url=server.url))
        assert run("collect", "--once").code == 0
        yield taking


def taken(site: ReplySite) -> list[str]:
    return [answer["text"] for answer in site.taken()]


def state(folder: Path) -> tuple[DraftState | None, PostingState | None]:
    with Store.open(folder / "shop.db") as store:
        draft, posting = store.drafts.latest(1), store.replies.latest(1)
    return (
        None if draft is None else draft.state,
        None if posting is None else posting.state,
    )


def test_the_owners_own_words_go_out_at_once(run: Run, site: ReplySite, tmp_path: Path) -> None:
    ran = run("reply", "1", "--text", "-", "--yes", "--json", stdin=f"{TEXT}\n")
    assert ran.code == 0
    assert ran.json()["state"] == "published"
    assert taken(site) == [TEXT]
    assert state(tmp_path) == (DraftState.POSTED, PostingState.PUBLISHED)


def test_a_file_will_do_too(run: Run, site: ReplySite, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(TEXT, encoding="utf-8")
    ran = run("reply", "1", "--text", "answer.txt", "--yes")
    assert (ran.code, ran.out.strip()) == (0, "published")
    assert TEXT in ran.err


def test_own_words_are_checked_in_the_language_they_are_in(run: Run, site: ReplySite) -> None:
    threat = "Soitamme asianajajallemme, ja hän vastaa tästä eteenpäin kaikkiin viesteihisi."
    ran = run("reply", "1", "--text", "-", stdin=threat)
    assert "block: " in ran.err
    assert taken(site) == []


def test_another_draft_goes_on_resting_as_in_the_chat(
    run: Run, site: ReplySite, tmp_path: Path
) -> None:
    settings = (tmp_path / "config.toml").read_text()
    (tmp_path / "config.toml").write_text(settings.replace('"0m"', '"20m"'))
    ready = []
    for _ in range(2):
        assert run("draft", "1").code == 0
        with Store.open(tmp_path / "shop.db") as store:
            draft = store.drafts.latest(1)
        assert draft is not None
        ready.append(draft.ready_at)
    assert ready[0] is not None
    assert ready[0] == ready[1]


def test_of_a_file_only_the_words_go_out_and_none_if_they_cannot_be_read(
    run: Run, site: ReplySite, tmp_path: Path
) -> None:
    (tmp_path / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    ran = run("reply", "1", "--text", "latin.txt", "--yes")
    assert ran.code == 1
    assert "not UTF-8" in ran.err
    assert taken(site) == []
    (tmp_path / "windows.txt").write_text(TEXT, encoding="utf-8-sig")
    assert run("reply", "1", "--text", "windows.txt", "--yes").code == 0
    assert taken(site) == [TEXT]


def test_while_the_site_is_down_the_answer_waits_and_can_be_tried_at_once(
    run: Run, site: ReplySite, tmp_path: Path
) -> None:
    site.listens = "down"
    ran = run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    assert ran.code == 1
    assert state(tmp_path) == (DraftState.APPROVED, PostingState.SENT)
    site.listens = None
    assert run("reply", "1", "--yes").code == 0
    assert taken(site) == [TEXT]


def test_without_a_yes_nothing_goes_out(run: Run, site: ReplySite, tmp_path: Path) -> None:
    run("draft", "1")
    assert run("reply", "1", stdin="n\n").code == 1
    assert taken(site) == []
    assert state(tmp_path) == (DraftState.PROPOSED, None)


def test_yes_does_not_stand_for_a_draft_that_nobody_approved(run: Run, site: ReplySite) -> None:
    run("draft", "1")
    ran = run("reply", "1", "--yes")
    assert ran.code == 1
    assert "not approved" in ran.err
    assert taken(site) == []


def test_without_a_draft_it_says_how_to_get_one(run: Run, site: ReplySite) -> None:
    ran = run("reply", "1", "--yes")
    assert ran.code == 1
    assert "goodword draft" in ran.err


def test_an_answer_that_stands_is_left_unless_told_otherwise(run: Run, site: ReplySite) -> None:
    site.take("r1", "By hand.")
    ran = run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    assert ran.code == 1
    assert ran.out.strip() == "failed"
    assert "stands there already" in ran.err
    assert run("reply", "1", "--text", "-", "--yes", "--replace", stdin=TEXT).code == 0
    assert taken(site) == ["By hand.", TEXT]


def test_said_twice_it_is_posted_once(run: Run, site: ReplySite) -> None:
    for _ in range(2):
        assert run("reply", "1", "--text", "-", "--yes", stdin=TEXT).code == 0
    assert taken(site) == [TEXT]


def test_a_source_without_answers_says_so(
    run: Run, site: ReplySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.reply_site.ReplySource.can_reply", False)
    ran = run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    assert ran.code == 1
    assert "cannot post answers on site" in ran.err


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_answer_is_refused(run: Run, site: ReplySite, text: str) -> None:
    assert run("reply", "1", "--text", "-", "--yes", stdin=text).code == 1
    assert taken(site) == []


def test_an_unknown_mention_is_refused(run: Run, site: ReplySite) -> None:
    assert "no mention #9" in run("reply", "9", "--yes").err


def test_a_draft_read_and_agreed_to_is_approved_thereby(
    run: Run, site: ReplySite, tmp_path: Path
) -> None:
    run("draft", "1")
    ran = run("reply", "1", stdin="y\n")
    assert state(tmp_path)[0] is DraftState.APPROVED
    # The site takes 60 bytes, and a draft for a complaint has more.
    assert "this site takes 60" in ran.err
    assert taken(site) == []


def test_an_answer_to_two_stars_rests_unless_told_otherwise(
    run: Run, site: ReplySite, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace('"0m"', '"20m"'))
    ran = run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    assert ran.code == 1
    assert "rests until" in ran.err
    assert "with --now it goes out at once" in ran.err
    assert taken(site) == []
    assert state(tmp_path) == (DraftState.APPROVED, None)
    assert run("reply", "1", "--now", "--yes").code == 0
    assert taken(site) == [TEXT]


def test_what_an_answer_promises_is_noted(run: Run, site: ReplySite) -> None:
    run("reply", "1", "--text", "-", "--yes", stdin="Sorry, Anna. I will call you today.")
    (promise,) = run("promises", "--json").json()
    assert (promise["mention"], promise["text"]) == (1, "I will call you today.")


def test_an_answer_is_taken_down_after_a_question(
    run: Run, site: ReplySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.BUILT_IN, "reply", "tests.fakes.reply_site:WithdrawSource")
    assert "No answer of goodword's" in run("reply", "1", "--withdraw", "--yes").err
    run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    assert run("reply", "1", "--withdraw", stdin="n\n").code == 1
    assert taken(site) == [TEXT]
    ran = run("reply", "1", "--withdraw", "--yes", "--json")
    assert (ran.code, ran.json()["state"]) == (0, "withdrawn")
    assert taken(site) == []
    assert state(tmp_path)[1] is PostingState.WITHDRAWN


def test_a_site_that_does_not_let_it_go_says_so(run: Run, site: ReplySite) -> None:
    run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    ran = run("reply", "1", "--withdraw", "--yes")
    assert ran.code == 1
    assert "cannot take answers down on site" in ran.err


def test_an_answer_that_stays_is_a_failure(
    run: Run, site: ReplySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.BUILT_IN, "reply", "tests.fakes.reply_site:WithdrawSource")
    run("reply", "1", "--text", "-", "--yes", stdin=TEXT)
    site.lets_go = "token"
    ran = run("reply", "1", "--withdraw", "--yes")
    assert (ran.code, ran.out.strip()) == (1, "published")
    assert "token" in ran.err
