"""What the answers of a downloaded classifier mean: its labels as sides from bad to good."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from monitor.errors import ConfigError

_SIDES = {
    "negative": -1.0, "neg": -1.0, "very negative": -1.0, "bad": -1.0,
    "neutral": 0.0, "neu": 0.0, "mixed": 0.0,
    "positive": 1.0, "pos": 1.0, "very positive": 1.0, "good": 1.0,
}  # fmt: skip
_STARS = re.compile(r"([1-5]) ?stars?")


def read_labels(path: Path) -> tuple[float, ...]:
    """The side of each of the model's answers, from -1.0 (bad) to 1.0 (good), in their order.

    ``path`` is its config.json, whose ``id2label`` names them. Raises ConfigError where that is
    missing, or holds names from which no feeling can be told.
    """
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} cannot be read.", hint=HINT) from error
    named = config.get("id2label") if isinstance(config, dict) else None
    if not isinstance(named, dict) or not named:
        raise ConfigError(f"{path} does not say what the model's answers mean (id2label).")
    return tuple(_side(named, str(number), path) for number in range(len(named)))


HINT = "Download the model's files again; docs/understanding.md says which are needed."


def _side(named: Mapping[str, object], number: str, path: Path) -> float:
    label = str(named.get(number, "")).casefold().replace("_", " ").strip()
    stars = _STARS.fullmatch(label)
    if stars is not None:
        return (int(stars[1]) - 3) / 2
    if label not in _SIDES:
        raise ConfigError(
            f'{path} calls an answer "{label[:40]}", which is no feeling that goodword knows.',
            hint='Write "negative", "neutral" and "positive" into its id2label, in their order.',
        )
    return _SIDES[label]
