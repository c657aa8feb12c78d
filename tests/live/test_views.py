import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_process_is_up() -> None:
    assert Client().get("/healthz").content == b"ok"


def test_database_and_layer_are_reachable() -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "layer": True})


def test_dead_layer_is_not_ready(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "layer": False})
