"""One question to a language model, and its answer: new tries, time limits, plain errors.

Fetching is left to the polite session that also fetches reviews: it guards addresses, limits
size and time, and lets no token or address into a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from monitor.clock import Clock
from monitor.config import Llm
from monitor.errors import (
    LlmError,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SourceError,
    Temporary,
)
from monitor.source import Fetch, Json, Request

TRIES = 3
FIRST_PAUSE = timedelta(seconds=1)
"""Before the second try, where the site does not say how long; then twice as long."""

NO_FORM = "The language model gave no answer of the form it was asked for."
NO_MODEL = "What stands at that address does not answer like a language model."
SETTINGS = "Check url, model and token under [llm] in config.toml."

_THOUGHTS = re.compile(r"\A.*</think>", re.DOTALL)
"""What some models think aloud before they answer."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """``instructions`` are ours, ``material`` is the rest; what strangers wrote in it is fenced.

    ``schema`` is the JSON schema of the answer, if it shall be an object. ``most_tokens`` bounds
    what one answer costs.
    """

    instructions: str
    material: str
    schema: Mapping[str, Json] | None = None
    most_tokens: int = 400


class Client:
    """Asks the model that ``settings`` name, from any thread."""

    def __init__(self, settings: Llm, fetch: Fetch, clock: Clock) -> None:
        self._settings = settings
        self._fetch = fetch
        self._clock = clock
        self._bare = False

    @property
    def model(self) -> str:
        """The model's name."""
        return self._settings.model

    def ask(self, prompt: Prompt) -> Mapping[str, Json]:
        """The answer as an object. One that is none is asked for a second time.

        Raises LlmError. What the object holds is for the caller to check: no schema binds a model.
        """
        until = self._clock.now() + self._settings.timeout
        for _ in range(2):
            found = read_object(self._answer(prompt, until))
            if found is not None:
                return found
            if self._clock.now() >= until:
                break
        raise LlmError(NO_FORM, heard=True)

    def say(self, prompt: Prompt) -> str:
        """The answer as it stands. Raises LlmError."""
        return self._answer(prompt, self._clock.now() + self._settings.timeout)

    def _answer(self, prompt: Prompt, until: datetime) -> str:
        """The answer's text. No new try begins after ``until``."""
        tries, pause = 1, FIRST_PAUSE
        while True:
            try:
                return self._once(prompt)
            except QuotaExhausted as error:
                raise LlmError(error.message, hint=error.hint, lasting=True) from None
            except Temporary as error:
                wait = self._wait(error, pause)
                if tries == TRIES or self._clock.now() + wait >= until:
                    raise LlmError(error.message) from None
            except SourceError as error:
                raise LlmError(error.message, hint=SETTINGS, lasting=True) from None
            self._clock.sleep(wait.total_seconds())
            tries, pause = tries + 1, pause * 2

    def _wait(self, error: Temporary, pause: timedelta) -> timedelta:
        """How long the site asks to wait, or else ``pause``."""
        if isinstance(error, RateLimited) and error.retry_at is not None:
            return max(error.retry_at - self._clock.now(), timedelta())
        return pause

    def _once(self, prompt: Prompt) -> str:
        try:
            return self._post(_body(self.model, prompt, bare=self._bare))
        except NotConfigured:
            if self._bare:
                raise
        # Not every server knows how to bind an answer to a schema, or to bound its length.
        text = self._post(_body(self.model, prompt, bare=True))
        self._bare = True
        return text

    def _post(self, body: Json) -> str:
        token = self._settings.token
        request = Request(
            f"{str(self._settings.url).rstrip('/')}/chat/completions",
            method="POST",
            headers={}
            if token is None
            else {"Authorization": f"Bearer {token.get_secret_value()}"},
            json=body,
            conditional=False,
        )
        fetched = self._fetch(request, validators=None, allow_private=self._settings.allow_private)
        return _content(fetched.response.body)


def read_object(text: str) -> Mapping[str, Json] | None:
    """The JSON object in an answer, with or without words or a code fence around it, if any."""
    answer = _THOUGHTS.sub("", text)
    first, last = answer.find("{"), answer.rfind("}")
    try:
        found = json.loads(answer[first : last + 1])
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Json]", found) if isinstance(found, dict) else None


def _body(model: str, prompt: Prompt, *, bare: bool) -> Json:
    body: dict[str, Json] = {
        "model": model,
        "messages": [
            {"role": "system", "content": prompt.instructions},
            {"role": "user", "content": prompt.material},
        ],
    }
    if bare:
        return body
    body |= {"temperature": 0, "max_tokens": prompt.most_tokens}
    if prompt.schema is not None:
        schema: Json = {"name": "answer", "strict": True, "schema": dict(prompt.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return body


def _content(body: bytes) -> str:
    """What the model says in an answer of the endpoint."""
    try:
        answer = json.loads(body)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise LlmError(NO_MODEL, hint=SETTINGS)
    return content
