"""The mailbox, against a real Dovecot: it is only read, never changed, and never read twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from monitor.errors import AuthExpired, NotConfigured, SourceError, Unavailable
from monitor.source import Cursor, Page
from sources.imap import BATCH, Imap, ImapSettings
from tests.fakes import dovecot
from tests.fakes.dovecot import Dovecot

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data" / "imap"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    if dovecot.executable() is None:
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    with dovecot.running() as running:
        yield running


@pytest.fixture
def folder(server: Dovecot, request: pytest.FixtureRequest) -> str:
    """A folder of the test's own."""
    name = f"T{abs(hash(request.node.name)) % 10**9}"
    server.create(name)
    return name


def ids(page: Page) -> set[str]:
    return {item.id for item in page.items}


def mailbox(server: Dovecot, **changes: object) -> Imap:
    fixed: dict[str, object] = {
        "host": "127.0.0.1",
        "port": server.port,
        "tls": False,
        "user": dovecot.USER,
        "password": dovecot.PASSWORD,
        "timeout": "10s",
    }
    return Imap(ImapSettings.model_validate(fixed | changes))


def walk(source: Imap, cursor: Cursor | None = None) -> list[Page]:
    return list(source.pages(cursor, NOW))


def resume(pages: list[Page]) -> Cursor:
    cursor = pages[-1].resume
    assert cursor is not None
    return cursor


def notice(number: int) -> bytes:
    """One of many notices of Google."""
    body = (DATA / "google_single.eml").read_bytes()
    return body.replace(b"single@google.com", b"%d@google.com" % number)


def complaint(source: Imap) -> SourceError:
    with pytest.raises(SourceError) as caught:
        walk(source)
    message = f"{caught.value.message} {caught.value.hint}"
    assert dovecot.PASSWORD not in message
    assert caught.value.__cause__ is None
    return caught.value


def test_nothing_is_marked_as_read(server: Dovecot, folder: str) -> None:
    server.deliver(notice(1), notice(2), folder=folder)
    pages = walk(mailbox(server, folder=folder))
    assert sum(len(page.items) for page in pages) == 2
    assert server.flags(folder) == []


def test_the_second_poll_finds_only_what_is_new(server: Dovecot, folder: str) -> None:
    source = mailbox(server, folder=folder)
    server.deliver(notice(1), folder=folder)
    first = walk(source)
    server.deliver(notice(2), folder=folder)
    (second,) = walk(source, resume(first))
    assert len(second.items) == 1
    assert not ids(second) & ids(first[0])


def test_a_quiet_mailbox_costs_one_question(server: Dovecot, folder: str) -> None:
    source = mailbox(server, folder=folder)
    server.deliver(notice(1), folder=folder)
    (quiet,) = walk(source, resume(walk(source)))
    assert quiet.not_modified
    assert not quiet.items


def test_an_empty_mailbox_is_read_to_its_end(server: Dovecot, folder: str) -> None:
    (page,) = walk(mailbox(server, folder=folder))
    assert (page.items, page.rejected) == ((), ())


def test_mail_of_strangers_is_passed_over_and_not_asked_for_again(
    server: Dovecot, folder: str
) -> None:
    source = mailbox(server, folder=folder)
    stranger = (DATA / "stranger.eml").read_bytes()
    server.deliver(
        stranger, b"From: friend@example.com\r\nSubject: hi\r\n\r\nhi\r\n", folder=folder
    )
    pages = walk(source)
    assert [(page.items, page.rejected) for page in pages] == [((), ())]
    assert walk(source, resume(pages))[0].not_modified


def test_a_listed_senders_other_mail_is_rejected_with_its_number(
    server: Dovecot, folder: str
) -> None:
    server.deliver((DATA / "google_performance.eml").read_bytes(), folder=folder)
    ((rejected,),) = [page.rejected for page in walk(mailbox(server, folder=folder))]
    assert rejected.where == "mail 1"
    assert "no review" in rejected.why


def test_a_mail_too_large_for_a_notice_is_not_downloaded(server: Dovecot, folder: str) -> None:
    server.deliver(notice(1) + b"x" * 1_100_000, notice(2), folder=folder)
    (page,) = walk(mailbox(server, folder=folder))
    assert [rejected.where for rejected in page.rejected] == ["mail 1"]
    assert len(page.items) == 1


def test_renumbered_mail_is_read_again_under_the_same_ids(server: Dovecot) -> None:
    source = mailbox(server)
    server.deliver(notice(1), notice(2))
    first = walk(source)
    server.renumber()
    second = walk(source, resume(first))
    assert resume(second)["uidvalidity"] != resume(first)["uidvalidity"]
    assert ids(second[0]) == ids(first[0])
    assert len(second[0].items) == 2


def test_latin_1_and_quoted_printable_arrive_as_letters(server: Dovecot, folder: str) -> None:
    server.deliver((DATA / "google_finnish_latin1.eml").read_bytes(), folder=folder)
    ((item,),) = [page.items for page in walk(mailbox(server, folder=folder))]
    assert (item.author.name, item.text) == ("Päivi Åberg", "Hyvää kahvia ja hyvä palvelu.")


def test_mails_come_in_batches_and_only_once(server: Dovecot, folder: str) -> None:
    source = mailbox(server, folder=folder)
    server.deliver(*(notice(number) for number in range(4 * BATCH)), folder=folder)
    pages = walk(source)
    assert {len(page.items) for page in pages} == {BATCH}
    assert len({item.id for page in pages for item in page.items}) == 4 * BATCH
    server.deliver(notice(4 * BATCH), folder=folder)
    (page,) = walk(source, resume(pages))
    assert len(page.items) == 1


def test_a_walk_that_broke_off_goes_on_where_its_last_batch_ended(
    server: Dovecot, folder: str
) -> None:
    source = mailbox(server, folder=folder)
    server.deliver(*(notice(number) for number in range(BATCH + 1)), folder=folder)
    walking = source.pages(None, NOW)
    first = next(walking)
    rest = walk(source, first.resume)
    assert len(first.items) == BATCH
    assert [len(page.items) for page in rest] == [1]


def test_a_folder_with_a_name_in_another_alphabet_is_found(server: Dovecot) -> None:
    server.create("&BB4EQgQ3BEsEMgRL-")
    server.deliver(notice(1), folder="&BB4EQgQ3BEsEMgRL-")
    assert len(walk(mailbox(server, folder="Отзывы"))[0].items) == 1


def test_a_wrong_password_asks_the_owner(server: Dovecot) -> None:
    assert isinstance(complaint(mailbox(server, password="wrong")), AuthExpired)


def test_a_wrong_password_in_other_letters_asks_the_owner(server: Dovecot) -> None:
    assert isinstance(complaint(mailbox(server, password="salasänä")), AuthExpired)


def test_a_missing_folder_is_named_as_such(server: Dovecot) -> None:
    error = complaint(mailbox(server, folder="Nowhere"))
    assert isinstance(error, NotConfigured)
    assert "folder" in error.message


def test_a_certificate_that_nobody_signed_is_not_trusted(server: Dovecot) -> None:
    error = complaint(mailbox(server, tls=True, port=server.tls_port))
    assert isinstance(error, NotConfigured)
    assert "certificate" in error.message


def test_a_trusted_certificate_lets_us_in(
    server: Dovecot, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    server.deliver(notice(1), folder=folder)
    source = mailbox(server, folder=folder, tls=True, port=server.tls_port)
    assert len(walk(source)[0].items) == 1


def test_nobody_answering_is_no_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings = {"host": "127.0.0.1", "port": taken.getsockname()[1], "tls": False}
        source = Imap(ImapSettings.model_validate(settings | {"user": "u", "password": "p"}))
        assert isinstance(complaint(source), Unavailable)


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = {"host": "127.0.0.1", "port": silent.getsockname()[1], "tls": False}
        settings |= {"user": "u", "password": "p", "timeout": 0.2}
        assert isinstance(complaint(Imap(ImapSettings.model_validate(settings))), Unavailable)


def test_a_password_does_not_travel_in_the_open() -> None:
    settings = {"host": "mail.example.com", "user": "u", "password": "p", "tls": False}
    with pytest.raises(ValidationError, match="readable"):
        ImapSettings.model_validate(settings)
    assert not ImapSettings.model_validate(settings | {"allow_private": True}).tls


@pytest.mark.parametrize(
    "sender", ["", "two words@x.example", 'a"b@x.example', "a@b\r\nX", "é@x.y"]
)
def test_senders_that_could_break_the_search_are_refused(sender: str) -> None:
    settings = {"host": "localhost", "user": "u", "password": "p", "senders": [sender]}
    with pytest.raises(ValidationError, match="senders"):
        ImapSettings.model_validate(settings)


def test_the_password_stays_out_of_repr() -> None:
    settings = ImapSettings.model_validate({"host": "localhost", "user": "u", "password": "p-7261"})
    assert "p-7261" not in f"{settings!r} {Imap(settings)!r}"
