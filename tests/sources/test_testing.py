"""The contract kit catches what it is there to catch."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import HttpUrl

from monitor.errors import Blocked, SchemaChanged
from monitor.mention import Author, Item, Precision, Rating
from monitor.source import HttpSource, Page, Request, Response
from sources.kit.damage import BLOCK_PAGE, cuts, mutations
from sources.kit.prove import prove
from sources.kit.template.goodword_source_bakery import Bakery, BakerySettings
from sources.testing import RECEIVED, SourceContract

CASES = Path(__file__).parents[2] / "sources" / "kit" / "template" / "tests" / "cases"
PROMISES = sorted(name for name in dir(SourceContract) if name.startswith("test_"))


class TestTemplate(SourceContract):
    """The template keeps every promise where it stands, too."""

    adapter = Bakery
    cases = CASES

    def source(self) -> Bakery:
        url = "https://bakery.example/api/shops/1/reviews"
        return Bakery(BakerySettings(url=HttpUrl(url)))


def contract(adapter: type[Bakery], folder: Path = CASES) -> SourceContract:
    """The contract over a spoilt version of the template."""

    class Spoilt(TestTemplate):
        cases = folder
        rounds = 20

        def source(self) -> Bakery:
            return adapter(super().source().settings)

    Spoilt.adapter = adapter
    return Spoilt()


def spoil(item: Callable[[Item], Item]) -> type[Bakery]:
    """The template's adapter, with every item changed on its way out."""

    class Spoilt(Bakery):
        def parse(self, response: Response) -> Page:
            page = super().parse(response)
            return replace(page, items=tuple(map(item, page.items)))

    return Spoilt


def spoil_page(change: Callable[[Page, Response], Page]) -> type[Bakery]:
    """The template's adapter, with every page changed on its way out."""

    class Spoilt(Bakery):
        def parse(self, response: Response) -> Page:
            return change(super().parse(response), response)

    return Spoilt


def forgiving(response: Response) -> Page:
    """What a careless adapter does with anything it does not understand."""
    try:
        return Bakery.offline().parse(response)
    except (Blocked, SchemaChanged):
        return Page()


class Forgiving(Bakery):
    def parse(self, response: Response) -> Page:
        return forgiving(response)


class Crashing(Bakery):
    def parse(self, response: Response) -> Page:
        json.loads(response.body)
        return super().parse(response)


class Talkative(Bakery):
    def parse(self, response: Response) -> Page:
        try:
            return super().parse(response)
        except SchemaChanged:
            raise SchemaChanged(f"what is this? {response.body.decode(errors='replace')}") from None


class Networked(Bakery):
    def parse(self, response: Response) -> Page:
        socket.getaddrinfo("localhost", 80)
        return super().parse(response)


class Nameless(Bakery):
    info = replace(Bakery.info, title="")


class Moody(Bakery):
    def parse(self, response: Response) -> Page:
        page = super().parse(response)
        return replace(page, title=str(random.random()))


NOT_UTC = datetime(2026, 11, 1, 12, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("adapter", "promise"),
    [
        (Nameless, "its_description_is_complete"),
        (spoil(lambda item: replace(item, text="other words")), "each_case_reads_as_expected"),
        (Moody, "reading_twice_gives_the_same_page"),
        (Networked, "each_case_reads_as_expected"),
        (
            spoil(lambda item: replace(item, id="same")),
            "ids_are_unique_and_do_not_depend_on_the_hour",
        ),
        (
            spoil_page(
                lambda page, response: replace(
                    page,
                    items=tuple(
                        replace(item, id=f"{item.id}@{response.received_at}") for item in page.items
                    ),
                )
            ),
            "ids_are_unique_and_do_not_depend_on_the_hour",
        ),
        (
            spoil(lambda item: replace(item, updated_at=NOT_UTC)),
            "times_are_in_utc_and_say_how_exact_they_are",
        ),
        (
            spoil(lambda i: replace(i, published_at=RECEIVED, precision=Precision.INSTANT)),
            "times_are_in_utc_and_say_how_exact_they_are",
        ),
        (
            spoil(
                lambda item: replace(
                    item, published_at=datetime(2026, 1, 1, tzinfo=UTC), precision=Precision.DAY
                )
            ),
            "times_are_in_utc_and_say_how_exact_they_are",
        ),
        (spoil(lambda item: replace(item, rating=Rating(9))), "ratings_lie_within_their_scale"),
        (
            spoil(lambda item: replace(item, text="turned \u202eround")),
            "words_are_plain_and_links_are_web_links",
        ),
        (
            spoil(lambda item: replace(item, author=Author(url="javascript:alert(1)"))),
            "words_are_plain_and_links_are_web_links",
        ),
        (
            spoil_page(lambda page, _: replace(page, rejected=page.rejected[1:])),
            "each_case_reads_as_expected",
        ),
        (
            spoil_page(lambda page, response: replace(page, next=response.request)),
            "a_walk_does_not_turn_on_the_spot",
        ),
        (
            spoil_page(lambda page, _: replace(page, complete=True)),
            "a_walk_does_not_turn_on_the_spot",
        ),
        (
            spoil_page(lambda page, _: replace(page, resume={1: 2})),  # type: ignore[dict-item]
            "cursors_and_notes_survive_storage",
        ),
        (Forgiving, "a_block_page_is_not_taken_for_silence"),
        (Forgiving, "answers_of_another_kind_are_refused"),
        (Talkative, "secrets_and_reviews_stay_out_of_messages"),
    ],
)
def test_a_broken_promise_is_noticed(adapter: type[Bakery], promise: str) -> None:
    with pytest.raises(AssertionError):
        getattr(contract(adapter), f"test_{promise}")()


def test_an_exception_that_is_no_source_error_is_noticed() -> None:
    with pytest.raises(json.JSONDecodeError):
        contract(Crashing).test_damage_raises_source_errors_only()


def test_an_entry_that_goes_missing_is_noticed() -> None:
    class Counting(TestTemplate):
        def entries(self, case: Path) -> int:
            return 99

    with pytest.raises(AssertionError, match="99 entries"):
        Counting().test_every_entry_is_read_or_rejected()


def test_items_invented_from_half_a_payload_are_noticed() -> None:
    class Inventive(Bakery):
        def parse(self, response: Response) -> Page:
            try:
                return super().parse(response)
            except SchemaChanged:
                return Page(items=(Item(id="made up", kind=next(iter(self.info.kinds))),))

    with pytest.raises(AssertionError, match="made up"):
        contract(Inventive).test_a_payload_that_breaks_off_invents_nothing()


def test_a_secret_in_repr_is_noticed() -> None:
    class Open(Bakery):
        def __repr__(self) -> str:
            return str(self.settings.url)

    class Telling(TestTemplate):
        secret = "bakery.example"

        def source(self) -> Bakery:
            return Open(super().source().settings)

    with pytest.raises(AssertionError, match="secret"):
        Telling().test_secrets_and_reviews_stay_out_of_messages()


def test_a_case_without_an_expected_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"new\.json"):
        contract(Bakery, tmp_path).test_each_case_reads_as_expected()


def test_a_folder_without_cases_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no cases"):
        contract(Bakery, tmp_path).test_each_case_reads_as_expected()


def test_a_case_may_document_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "blocked.html").write_bytes(BLOCK_PAGE)
    expected = tmp_path / "blocked.expected.json"
    expected.write_text('{"error": "Blocked"}', encoding="utf-8")
    for promise in PROMISES:
        getattr(contract(Bakery, tmp_path), promise)()
    expected.write_text('{"error": "SchemaChanged"}', encoding="utf-8")
    with pytest.raises(AssertionError, match="Blocked"):
        contract(Bakery, tmp_path).test_each_case_reads_as_expected()


def test_sockets_work_again_after_the_kit_has_run() -> None:
    with pytest.raises(AssertionError):
        contract(Networked).test_each_case_reads_as_expected()
    assert socket.getaddrinfo("127.0.0.1", 80)


def test_damage_is_the_same_every_time() -> None:
    assert list(mutations(b"a payload", 20)) == list(mutations(b"a payload", 20))
    assert list(mutations(b"", 20)) == []
    assert list(cuts(b"12345678", 4)) == [b"12", b"1234", b"123456"]


def test_what_needs_no_cases_can_be_proved_at_once() -> None:
    assert all(finding.kept for finding in prove(Bakery.offline()))


def test_a_proof_tells_what_is_broken_in_a_sentence() -> None:
    broken = {
        finding.promise: finding.why for finding in prove(Forgiving.offline()) if not finding.kept
    }
    assert "a block page is not taken for silence" in broken


def test_a_proof_of_an_adapter_that_crashes_quotes_no_payload() -> None:
    whys = [finding.why for finding in prove(Crashing.offline()) if not finding.kept]
    assert "it raised JSONDecodeError" in whys


def test_an_adapter_in_ten_lines_is_enough() -> None:
    class Tiny(HttpSource):
        info = replace(Bakery.info, key="tiny")

        def request(self, cursor: object) -> Request:
            return Request("https://tiny.example/")

        def parse(self, response: Response) -> Page:
            if not response.body.startswith(b"tiny"):
                raise SchemaChanged("not tiny")
            return Page()

    assert all(finding.kept for finding in prove(Tiny.offline()))
