"""The fact book and the promises from the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from monitor.draft import DraftState, Proposal, Route
from monitor.promise import Commitment
from monitor.store import Store
from tests.monitor.cli.conftest import Run

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_fact_is_written_listed_and_struck_out(run: Run, shop: Path) -> None:
    assert "Noted as 1." in run("facts", "add", "hours", " Mon-Fri  9-18 ").out
    added = run("facts", "add", "fixed", "New door.", "--until", "2027-01-31", "--lang", "en",
                "--json").json()  # fmt: skip
    assert added == {
        "id": 2, "kind": "fixed", "text": "New door.", "lang": "en", "until": "2027-01-31",
    }  # fmt: skip
    listed = run("facts", "--json").json()
    assert [fact["text"] for fact in listed] == ["Mon-Fri 9-18", "New door."]
    assert "Mon-Fri 9-18" in run("facts").out
    assert run("facts", "drop", "1").code == 0
    assert [fact["id"] for fact in run("facts", "--json").json()] == [2]


def test_nothing_is_no_fact(run: Run, shop: Path) -> None:
    assert run("facts", "add", "hours", "  ").code == 1
    ran = run("facts", "drop", "9")
    assert ran.code == 1
    assert "There is no fact 9." in ran.err


def test_what_happened_can_be_told_with_the_draft(run: Run, shop: Path) -> None:
    number = str(run("mentions", "--json").json()[0]["number"])
    assert run("draft", number, "--put-right", "We did.").code == 1
    ran = run("draft", number, "--happened", "fixed", "--put-right", "We have a new till.")
    assert ran.code == 0
    with Store.open(shop.parent / "goodword.db") as store:
        facts = store.facts.of(int(number), 1)
    assert (facts.happened, facts.put_right) == ("fixed", "We have a new till.")


def test_promises_are_listed_and_settled(run: Run, shop: Path) -> None:
    number = run("mentions", "--json").json()[0]["number"]
    with Store.open(shop.parent / "goodword.db") as store:
        draft = store.drafts.add(number, 1, Proposal("Hello.", "en", Route.DRAFT), NOW)
        store.drafts.move(draft.id, DraftState.APPROVED)
        found = [Commitment("I call.", 0, 7, date(2026, 11, 27)), Commitment("I fix.", 0, 6, None)]
        store.promises.note(draft.id, number, found, NOW)
    listed = run("promises", "--json").json()
    assert [(each["text"], each["due"]) for each in listed] == [
        ("I call.", "2026-11-27"),
        ("I fix.", None),
    ]
    assert "I call." in run("promises").out
    assert run("promises", "kept", "1").out == "Kept.\n"
    assert run("promises", "drop", "2").out == "Dropped.\n"
    assert run("promises", "--json").json() == []
    (kept,) = run("promises", "--kept", "--json").json()
    assert (kept["id"], kept["state"]) == (1, "kept")
    assert run("promises", "kept", "9").code == 1
