"""Asking a real server on loopback: answers, refusals, silence, nonsense."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import Llm
from monitor.errors import LlmError
from monitor.llm.client import TRIES, Client, Prompt, read_object
from sources.http import Fetcher
from tests.sources.loopback import Site, StoppedClock, says, served, silence

TOKEN = "sk-very-secret"
PROMPT = Prompt("Be brief.", "<review-1>\nGood.\n</review-1>", {"type": "object"}, 99)

Answer = Callable[[BaseHTTPRequestHandler], None]


def completion(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def saying(content: object) -> Answer:
    return says(200, completion(content), content_type="application/json")


@dataclass
class Model:
    """A server that gives these answers, one a request; the last one again and again."""

    site: Site
    clock: StoppedClock = field(default_factory=StoppedClock)
    seconds: float = 20

    def answers(self, *answers: Answer) -> None:
        waiting = list(answers)
        self.site.answer = lambda handler: (waiting.pop(0) if waiting[1:] else waiting[0])(handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.site.port}/v1"

    def settings(self, **more: object) -> Llm:
        return Llm.model_validate(
            {"url": self.url, "model": "small", "token": TOKEN, "allow_private": True}
            | {"timeout": timedelta(seconds=self.seconds)}
            | more
        )

    def client(self, **more: object) -> Client:
        fetcher = Fetcher(
            self.clock,
            timeout=timedelta(seconds=self.seconds),
            max_bytes=1_000_000,
            contact=None,
            min_gap=timedelta(),
        )
        return Client(self.settings(**more), fetcher.fetch, self.clock)

    def bodies(self) -> list[Any]:
        return [json.loads(seen.body) for seen in self.site.seen]


@pytest.fixture
def model() -> Iterator[Model]:
    with served() as site:
        yield Model(site)


def trouble(client: Client) -> LlmError:
    with pytest.raises(LlmError) as caught:
        client.ask(PROMPT)
    return caught.value


def test_one_question_one_answer(model: Model) -> None:
    model.answers(saying('{"sentiment": "positive"}'))
    assert model.client().ask(PROMPT) == {"sentiment": "positive"}
    (seen,) = model.site.seen
    assert (seen.method, seen.path) == ("POST", "/v1/chat/completions")
    assert seen.headers["Authorization"] == f"Bearer {TOKEN}"
    (body,) = model.bodies()
    assert body["model"] == "small"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"] == PROMPT.material
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert (body["temperature"], body["max_tokens"]) == (0, 99)


def test_without_a_token_none_is_sent_and_without_a_schema_none_is_asked_for(model: Model) -> None:
    model.answers(saying("Thank you for the kind words."))
    answer = model.client(token=None).say(Prompt("Be brief.", "Good."))
    assert answer == "Thank you for the kind words."
    assert "Authorization" not in model.site.seen[0].headers
    assert "response_format" not in model.bodies()[0]


@pytest.mark.parametrize(
    "content",
    [
        'Sure! Here it is:\n```json\n{"a": 1}\n```',
        '<think>{"a": 7} or not?</think>\n{"a": 1}',
        '{"a": 1}',
    ],
)
def test_an_object_is_found_among_words(content: str) -> None:
    assert read_object(content) == {"a": 1}


@pytest.mark.parametrize("content", ["", "no", "[1]", "{", '{"a": ' * 50_000, "}{"])
def test_what_is_no_object_is_none(content: str) -> None:
    assert read_object(content) is None


def test_an_answer_of_the_wrong_form_is_asked_for_once_more(model: Model) -> None:
    model.answers(saying("I would say positive."), saying('{"a": 1}'))
    assert model.client().ask(PROMPT) == {"a": 1}
    model.answers(saying("positive"))
    error = trouble(model.client())
    assert (error.heard, error.lasting) == (True, False)
    assert len(model.site.seen) == 4


def test_a_server_that_knows_no_schemas_is_asked_without_one_from_then_on(model: Model) -> None:
    model.answers(says(400, b'{"error": "response_format"}'), saying('{"a": 1}'))
    client = model.client()
    client.ask(PROMPT)
    client.ask(PROMPT)
    assert ["response_format" in body for body in model.bodies()] == [True, False, False]


def test_a_server_that_begins_to_refuse_bare_questions_is_given_up(model: Model) -> None:
    model.answers(says(400), saying("{}"), says(400))
    client = model.client()
    client.ask(PROMPT)
    assert trouble(client).lasting


def test_a_server_that_refuses_the_bare_question_too_is_given_up(model: Model) -> None:
    model.answers(says(400))
    client = model.client()
    assert trouble(client).lasting
    assert len(model.site.seen) == 2
    # Nothing is concluded from it about schemas: the reason may have been another one.
    model.answers(saying("{}"))
    client.ask(PROMPT)
    assert "response_format" in model.bodies()[-1]


def test_it_waits_as_long_as_it_is_asked_to_and_tries_again(model: Model) -> None:
    model.answers(says(429, retry_after="7"), saying("{}"))
    model.client().ask(PROMPT)
    assert model.clock.slept == [7]


def test_it_tries_again_after_a_server_fault_with_growing_pauses(model: Model) -> None:
    model.answers(says(503), says(500), saying("{}"))
    model.client().ask(PROMPT)
    assert model.clock.slept == [1, 2]


def test_it_does_not_try_for_ever(model: Model) -> None:
    model.answers(says(503))
    assert not trouble(model.client()).lasting
    assert len(model.site.seen) == TRIES


def test_it_does_not_wait_beyond_its_time(model: Model) -> None:
    model.answers(says(429, retry_after="60"))
    assert not trouble(model.client()).lasting
    assert model.clock.slept == []


def test_no_second_question_begins_when_the_time_is_over(model: Model) -> None:
    model.answers(saying("positive"))
    client = model.client(timeout="0s")
    assert trouble(client).heard
    assert len(model.site.seen) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_the_owner_must_mend_is_not_tried_again(model: Model, status: int) -> None:
    model.answers(says(status, b"no"))
    error = trouble(model.client())
    assert error.lasting
    assert "[llm]" in error.hint
    assert len(model.site.seen) == 1


def test_an_allowance_that_is_used_up_is_lasting(model: Model) -> None:
    model.answers(says(429, retry_after="86400"))
    assert trouble(model.client()).lasting


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome to the router</html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}',
        b'{"choices": "abc"}',
        b"[" * 100_000,
        b"\xff\xfe{",
    ],
)
def test_what_does_not_answer_like_a_model_is_told_as_such(model: Model, body: bytes) -> None:
    model.answers(says(200, body))
    error = trouble(model.client())
    assert not error.heard


def test_a_server_that_never_answers_is_left_in_time(model: Model) -> None:
    model.seconds = 0.3
    with silence() as answer:
        model.answers(answer)
        trouble(model.client())


def test_an_endless_answer_is_cut_off(model: Model) -> None:
    model.answers(says(200, b'{"choices": "' + b"x" * 1_200_000))
    assert trouble(model.client()).lasting


def test_an_address_inside_the_network_needs_leave(model: Model) -> None:
    model.answers(saying("{}"))
    assert trouble(model.client(allow_private=False)).lasting
    assert model.site.seen == []


def test_the_question_is_not_carried_to_another_host(model: Model) -> None:
    with served() as other:
        model.answers(says(307, location=f"http://localhost:{other.port}/v1/chat/completions"))
        trouble(model.client())
        assert other.seen == []


def test_the_token_is_in_no_message_and_no_log(
    model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (says(401), says(500), says(200, TOKEN.encode())):
        model.answers(answer)
        client = model.client()
        error = trouble(client)
        assert (
            TOKEN not in f"{error} {error.hint} {error.__cause__!r} {client!r} {model.settings()}"
        )
    assert TOKEN not in caplog.text
    assert "Good." not in caplog.text


@given(st.text(alphabet='{}[]":,a1 \n<think>/', max_size=80))
def test_whatever_a_model_says_is_an_object_or_none(text: str) -> None:
    found = read_object(text)
    assert found is None or isinstance(found, dict)
