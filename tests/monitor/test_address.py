"""What is stored and shown of an address holds none of its secrets."""

from __future__ import annotations

import pytest

from monitor.address import (
    holds_secret,
    left_out,
    login_in,
    masked,
    secret_parameters,
    with_login_of,
    without_secrets,
)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://shop.example/reviews", "https://shop.example/reviews"),
        ("https://olga:pw@shop.example:8443/", "https://shop.example:8443/"),
        ("https://olga:p@w@shop.example/", "https://shop.example/"),
        ("https://shop.example/?token=abc", "https://shop.example/"),
        ("https://shop.example/?page=2&token=abc", "https://shop.example/?page=2"),
        ("https://shop.example/?token=abc&page=2#all", "https://shop.example/?page=2#all"),
        ("https://shop.example/?a=1&apiKey=x&b=2", "https://shop.example/?a=1&b=2"),
        ("https://shop.example/?token=abc&token=abcd", "https://shop.example/"),
        ("https://shop.example/?X-Amz-Signature=x#top", "https://shop.example/#top"),
        ("https://shop.example/?keyword=bread&author=7", None),
        ("https://shop.example/?token=&access%5Ftoken=x", "https://shop.example/"),
    ],
)
def test_logins_and_secret_parameters_are_left_out_and_nothing_else(
    url: str, shown: str | None
) -> None:
    assert without_secrets(url) == (shown or url)


@pytest.mark.parametrize(
    ("names", "secret"),
    [
        ("key api_key apikey apiKey APIkey APIKey X-API-KEY consumer_key", True),
        ("token access_token refresh_token X-Auth-Token PRIVATE-TOKEN", True),
        ("secret client_secret assertion password Authorization X-Authentication", True),
        ("keyword author monkey page Accept X-Goog-FieldMask", False),
    ],
)
def test_a_name_tells_by_its_words_whether_it_holds_a_secret(names: str, secret: bool) -> None:
    assert {holds_secret(name) for name in names.split()} == {secret}


def test_a_secret_is_left_out_of_other_addresses_wherever_it_stands() -> None:
    secrets = secret_parameters("https://shop.example/?token=a.b&page=2")
    assert secrets == {"token=a.b"}
    text = "https://shop.example/r?token=a.b#r1 https://shop.example/r?id=1&token=a.b"
    assert left_out(text, secrets) == "https://shop.example/r#r1 https://shop.example/r?id=1"
    assert left_out("https://shop.example/?token=a.bc", secrets).endswith("?token=a.bc")


def test_a_login_is_read_as_it_was_meant() -> None:
    assert login_in("https://olga%40shop:p%2Fw@shop.example/") == ("olga@shop", "p/w")
    assert login_in("https://token@shop.example/") == ("token", "")
    assert login_in("https://shop.example/@olga") is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://olga:it's@shop.example/feed/5ecret?x=1", "https://shop.example/…"),
        ("https://shop.example/", "https://shop.example"),
        ("see http://a:b@x.example:80/y and https://y.example?z", None),
        ("no address: 5/5", "no address: 5/5"),
    ],
)
def test_of_a_masked_address_only_the_site_shows(text: str, shown: str | None) -> None:
    assert masked(text) == (shown or "see http://x.example:80/… and https://y.example/…")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://shop.example/feed", "https://olga:pw@shop.example/feed"),
        ("https://shop.example:8443/feed", "https://shop.example:8443/feed"),
        ("https://other.example/feed", "https://other.example/feed"),
    ],
)
def test_a_login_goes_along_to_its_own_host_alone(url: str, found: str) -> None:
    assert with_login_of(url, "https://olga:pw@shop.example/") == found
    assert with_login_of(url, "https://shop.example/") == url
