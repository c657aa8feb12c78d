"""Figures are for those who watch over the instance."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer figures-please"}, 200),
        ("192.0.2.7", {"Authorization": "Bearer wrong"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer "}, 404),
    ],
)
def test_metrics(address: str, headers: dict[str, str], status: int, settings: Any) -> None:
    settings.METRICS_TOKEN = "figures-please"
    answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
    assert answer.status_code == status


def test_without_a_token_no_token_opens(settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert Client(REMOTE_ADDR="192.0.2.7").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
