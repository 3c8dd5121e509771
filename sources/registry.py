"""Finding sources by the name in ``type = "..."``: built-in ones and those of other packages.

Each is imported only when it is asked for, and one that cannot be imported never sinks the
rest. Other packages announce theirs under the entry-point group ``goodword.sources``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from pydantic import ValidationError

from monitor.errors import ConfigError, NotConfigured
from monitor.explain import explain
from monitor.source import Source, SourceInfo

GROUP = "goodword.sources"
BUILT_IN: Mapping[str, str] = {
    "google_business": "sources.google_business:GoogleBusiness",
    "google_places": "sources.google_places:GooglePlaces",
    "judgeme": "sources.judgeme:JudgeMe",
    "outscraper": "sources.outscraper:Outscraper",
    "serpapi": "sources.serpapi:SerpApi",
    "bluesky": "sources.bluesky:Bluesky",
    "discourse": "sources.discourse:Discourse",
    "schemaorg": "sources.schemaorg:SchemaOrg",
    "stackexchange": "sources.stackexchange:StackExchange",
    "feed": "sources.feed:Feed",
    "woocommerce": "sources.woocommerce:WooCommerce",
    "file": "sources.file:File",
    "youtube": "sources.youtube:YouTube",
    "hackernews": "sources.hackernews:HackerNews",
    "imap": "sources.imap:Imap",
    "lemmy": "sources.lemmy:Lemmy",
    "mangrove": "sources.mangrove:Mangrove",
    "mastodon": "sources.mastodon:Mastodon",
    "appstore": "sources.appstore:AppStore",
    "wordpress": "sources.wordpress:WordPress",
    "telegram_channel": "sources.telegram_channel:TelegramChannel",
    "trustpilot_page": "sources.trustpilot_page:TrustpilotPage",
    "reddit": "sources.reddit:Reddit",
    "googleplay": "sources.googleplay:GooglePlay",
    "googleplay_owner": "sources.googleplay_owner:GooglePlayOwner",
    "appstore_connect": "sources.appstore_connect:AppStoreConnect",
    "trustpilot": "sources.trustpilot:Trustpilot",
    "facebook": "sources.facebook:Facebook",
    "x": "sources.x:X",
    "tripadvisor": "sources.tripadvisor:TripAdvisor",
    "yelp": "sources.yelp:Yelp",
    "twogis": "sources.twogis:TwoGis",
    "vk": "sources.vk:Vk",
    "telegram_group": "sources.telegram_group:TelegramGroup",
    "instagram": "sources.instagram:Instagram",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One source as ``goodword source list`` shows it.

    ``info`` is None when the source cannot be used; ``trouble`` then says why. ``package`` is
    what brought it, None for a built-in.
    """

    key: str
    info: SourceInfo | None
    trouble: str | None = None
    package: str | None = None


def load(key: str) -> type[Source]:
    """The adapter behind ``type = key``. Raises ConfigError when there is none, or it is broken."""
    third_party = _third_party()
    if key in BUILT_IN:
        return _checked(key, EntryPoint(key, BUILT_IN[key], GROUP))
    if key in third_party:
        return _checked(key, third_party[key])
    close = get_close_matches(key.lower(), [*BUILT_IN, *third_party], n=1)
    meant = f' Did you mean "{close[0]}"?' if close else ""
    raise ConfigError(
        f'There is no source of type "{key}".{meant}',
        hint="`goodword source list` shows every type there is.",
    )


def available() -> list[Listing]:
    """Every source there is, built-ins first, each by name. Never raises for a broken one."""
    listings = [_listing(key, None) for key in sorted(BUILT_IN)]
    for key, entry in sorted(_third_party().items()):
        package = entry.dist.name if entry.dist is not None else "unknown package"
        listings.append(_listing(key, package))
    return listings


def build(name: str, table: Mapping[str, object]) -> Source:
    """The source configured under ``[sources.<name>]``, ``type`` included in ``table``.

    Raises ConfigError that names the source and every wrong setting, never a value.
    """
    where = f"[sources.{name}]"
    key = table.get("type")
    if not isinstance(key, str):
        raise ConfigError(f'{where} needs a type, such as type = "feed".')
    try:
        adapter = load(key)
        given = {setting: value for setting, value in table.items() if setting != "type"}
        return adapter(adapter.Settings.model_validate(given))
    except ValidationError as error:
        raise ConfigError(
            f"{where}: {explain(error, adapter.Settings)}",
            hint=f"docs/sources.md lists the settings of {key}.",
        ) from None
    except NotConfigured as error:
        raise ConfigError(f"{where}: {error.message}", hint=error.hint) from None
    except ConfigError as error:
        raise ConfigError(f"{where}: {error.message}", hint=error.hint) from None


def _third_party() -> dict[str, EntryPoint]:
    """Announced by installed packages; a built-in's name cannot be taken over."""
    return {entry.name: entry for entry in entry_points(group=GROUP) if entry.name not in BUILT_IN}


def _listing(key: str, package: str | None) -> Listing:
    try:
        return Listing(key, load(key).info, package=package)
    except ConfigError as error:
        return Listing(key, None, trouble=error.message, package=package)


def _checked(key: str, entry: EntryPoint) -> type[Source]:
    """Import and check one adapter. Whatever goes wrong in foreign code becomes ConfigError."""
    try:
        found = entry.load()
    except (Exception, SystemExit) as error:
        raise ConfigError(
            f'The source "{key}" cannot be loaded: {type(error).__name__}: {str(error)[:200]}',
            hint="Update or reinstall the package that brings it.",
        ) from error
    if not (isinstance(found, type) and issubclass(found, Source)):
        raise ConfigError(f'The source "{key}" is not a subclass of Source ({entry.value}).')
    info = getattr(found, "info", None)
    if not isinstance(info, SourceInfo) or info.key != key:
        raise ConfigError(f'The source "{key}" must declare an info with key="{key}".')
    return found
