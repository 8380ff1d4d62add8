"""What every page of the staff face owes its reader, asserted the same way for all of them."""

from __future__ import annotations

from collections import Counter

import html5lib
from django.test import Client

from hirz.foundation.accounts.models import User
from tests.conftest import sign_in

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "form")
HTML = "{http://www.w3.org/1999/xhtml}"


def signed_in(user: User, *, language: str = "en") -> Client:
    """A browser of this person, in this language of the interface."""
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    sign_in(client, user)
    return client


def assert_good_page(client: Client, url: str, **posted: object) -> str:
    """There, strictly valid, in its own direction, with one heading, and every reference leads somewhere."""
    response = client.post(url, posted) if posted else client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    tree = html5lib.HTMLParser(strict=True).parse(text)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert [i for i, times in Counter(ids).items() if times > 1] == []
    referred = [element.get(name, "") for element in tree.iter() for name in REFERENCES]
    assert set(" ".join(referred).split()) <= set(ids)
    assert len(list(tree.iter(f"{HTML}h1"))) == 1
    title = next(tree.iter(f"{HTML}title")).text or ""
    assert title.split("·")[0].strip()
    assert tree.get("dir") == ("rtl" if tree.get("lang") == "ar" else "ltr")
    return text


def assert_nothing_here(client: Client, *urls: str) -> None:
    """Hidden and absent look alike: the same answer, the same bytes, asked for or sent to."""
    absent = client.get("/nothing-lies-here/")
    for url in urls:
        for response in (client.get(url), client.post(url, {"text": "x"})):
            assert response.status_code == 404, url
            assert response.content == absent.content, url
