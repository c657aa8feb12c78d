"""How tests of pages ask for them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User


def page(name: str, *arguments: Any) -> str:
    return reverse(f"organizations:{name}", args=arguments)


def signed_in(person: User) -> Client:
    """A browser that has been here before: a first visit writes down the session and the deployment's epoch."""
    client = Client()
    client.force_login(person)
    client.get(page("application_status"))
    return client


def link_of(response: Any) -> str:
    """The address of the link that a page shows, without its host."""
    found = re.search(r"<code>https?://[^/]+(/[^<]+)</code>", response.content.decode())
    assert found
    return found[1]
