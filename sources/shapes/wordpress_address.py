"""Where a WordPress site has its REST API. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def api_root(url: str, *, plain_permalinks: bool = False) -> tuple[str, bool]:
    """The address of a shop's REST API, and whether the route goes into its query.

    ``url`` is any page of the shop, or the API's own address: ``.../wp-json/``, or
    ``...?rest_route=/`` where the shop has plain permalinks.
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    if "/wp-json" in parts.path:
        return f"{site}{parts.path.partition('/wp-json')[0]}/wp-json/", False
    if "rest_route=" in parts.query:
        return f"{site}{parts.path or '/'}", True
    return (f"{site}/", True) if plain_permalinks else (f"{site}/wp-json/", False)
