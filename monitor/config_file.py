"""``config.toml`` as an owner writes it: read, with every path in it made whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from monitor.config import Config, from_table
from monitor.errors import ConfigError


def load(path: Path) -> Config:
    """Read and check ``path``. Raises ConfigError that names every wrong setting at once."""
    try:
        # Some editors begin a file with a mark that TOML does not know.
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(
            f"There is no {path}.", hint="Make one with `goodword init`, or give --config PATH."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text.") from error
    except OSError as error:
        raise ConfigError(f"Cannot read {path}: {error.strerror}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", hint=_of_quotes(path)) from error
    config = from_table(raw, str(path))
    store = config.store.model_copy(update={"path": path.parent / config.store.path})
    sources = {name: _anchored(table, path.parent) for name, table in config.sources.items()}
    read_by = config.understand
    if read_by.model_folder is not None:
        folder = path.parent / read_by.model_folder
        read_by = read_by.model_copy(update={"model_folder": folder})
    return config.model_copy(update={"store": store, "sources": sources, "understand": read_by})


def _of_quotes(path: Path) -> str | None:
    """What to do about quotes that a word processor has curled, where there are any."""
    curled = re.search("[=[,][ \t]*[“”„‘’‚«»]", path.read_text(encoding="utf-8-sig"))
    return 'Write straight quotes: "like this", not “like this”.' if curled else None


def _anchored(table: Mapping[str, object], folder: Path) -> Mapping[str, object]:
    """A relative ``path`` starts at the config's folder, wherever goodword was started."""
    path = table.get("path")
    return {**table, "path": str(folder / path)} if isinstance(path, str) else table
