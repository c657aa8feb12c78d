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


def test_everybody_learns_where_the_source_is(client: Client, settings: Settings) -> None:
    settings.SOURCE_URL = ""
    page = client.get("/about/").content.decode()
    assert "AGPL" in page
    assert settings.VERSION in page
    assert "http" not in page[page.index("<dl") : page.index("</dl>")]
    settings.SOURCE_URL = "https://source.example/multaqa"
    assert 'href="https://source.example/multaqa"' in client.get("/about/").content.decode()
    assert 'href="/about/"' in client.get("/").content.decode()
