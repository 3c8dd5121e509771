"""The feeling of a text as a transformer reads it that the owner downloaded: ONNX Runtime.

Needs the extra ``goodword[onnx]``. Everything is loaded and tried once at the start, so that
what is missing is told then and not at the first review.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import ConfigError, GoodwordError
from monitor.understand.engines.labels import HINT, read_labels
from monitor.understand.feeling import Opinion
from monitor.understand.reading import Reading
from monitor.verdict import Sentiment

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODEL, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
MOST_TOKENS = 256
"""How much of a text is read: time grows with its square, and feeling shows early."""
SURE = 0.5
"""A feeling that is no likelier than this is a doubt."""

NOT_INSTALLED = 'The engine "onnx" needs packages that are not installed.'
READS = "The model on this computer reads it as {sentiment} ({percent} %)."
DOUBTFUL = "The model on this computer is in doubt, so this is goodword's own reading."
FAILED = "The model on this computer could not read it, so this is goodword's own reading."
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})


def load(folder: Path) -> OnnxFeeling:
    """The model in ``folder``, tried once. Raises ConfigError that says what to do."""
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise ConfigError(NOT_INSTALLED, hint="pip install 'goodword[onnx]'") from error
    for name in (MODEL, TOKENIZER, CONFIG):
        if not (folder / name).is_file():
            raise ConfigError(f"There is no {name} in {folder}.", hint=HINT)
    sides = read_labels(folder / CONFIG)
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.no_padding()
        session = onnxruntime.InferenceSession(
            str(folder / MODEL), providers=["CPUExecutionProvider"]
        )
        feeling = OnnxFeeling(folder.resolve().name, session, tokenizer, sides)
        answers = len(feeling.chances("Good."))
    except Exception as error:  # both libraries raise bare ones of their own
        raise ConfigError(f"The model in {folder} cannot be used.", hint=HINT) from error
    if answers != len(sides):
        raise ConfigError(
            f"The model in {folder} has {answers} answers, and {CONFIG} names {len(sides)}.",
            hint=HINT,
        )
    return feeling


class OnnxFeeling:
    """A classifier of texts. ``sides`` says where each of its answers lies, from bad to good."""

    def __init__(
        self,
        model: str,
        session: InferenceSession,
        tokenizer: Tokenizer,
        sides: Sequence[float],
    ) -> None:
        self._model = model
        self._session = session
        self._tokenizer = tokenizer
        self._sides = sides
        self._inputs = [each.name for each in session.get_inputs()]
        if not _INPUTS.issuperset(self._inputs):
            raise ValueError("an input that no text classifier has")

    @property
    def name(self) -> str:
        return f"onnx:{self._model}"

    @property
    def trouble(self) -> GoodwordError | None:
        """Never: what could be loaded goes on working."""
        return None

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        """See ``Feeling.read``. ``lang`` is not needed: such models are made for many."""
        del lang
        try:
            chances = self.chances(text)
        except Exception:  # whatever one strange text does to a library, others wait to be read
            return Opinion(_with(offline, FAILED), heard=False)
        return Opinion(self._reading(chances) or _with(offline, DOUBTFUL))

    def chances(self, text: str) -> list[float]:
        """How likely each answer is; they add up to one."""
        import numpy as np

        encoded = self._tokenizer.encode(text)
        feed = {name: np.array([_column(encoded, name)], dtype=np.int64) for name in self._inputs}
        (logits, *_) = self._session.run(None, feed)
        return _softmax([float(value) for value in logits[0]])

    def _reading(self, chances: Sequence[float]) -> Reading | None:
        """The likeliest of bad, neutral and good; None where none is likely enough."""
        pairs = list(zip(chances, self._sides, strict=True))
        likely = {
            Sentiment.NEGATIVE: sum(chance for chance, side in pairs if side < 0),
            Sentiment.NEUTRAL: sum(chance for chance, side in pairs if side == 0),
            Sentiment.POSITIVE: sum(chance for chance, side in pairs if side > 0),
        }
        sentiment = max(likely, key=lambda each: likely[each])
        sure = min(likely[sentiment], 1.0)
        if not sure > SURE:
            return None
        score = sum(chance * side for chance, side in pairs)
        reason = READS.format(sentiment=sentiment.value, percent=min(99, round(100 * sure)))
        return Reading(sentiment, max(-1.0, min(score, 1.0)), sure, (reason,))


def _column(encoded: Encoding, name: str) -> list[int]:
    columns = {
        "input_ids": encoded.ids,
        "attention_mask": encoded.attention_mask,
        "token_type_ids": encoded.type_ids,
    }
    return columns[name]


def _softmax(logits: Sequence[float]) -> list[float]:
    largest = max(logits)
    weights = [math.exp(value - largest) for value in logits]
    total = sum(weights)
    return [weight / total for weight in weights]


def _with(offline: Reading, reason: str) -> Reading:
    return replace(offline, reasons=(*offline.reasons, reason))
