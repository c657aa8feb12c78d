import pytest
from django.core.management import call_command

from organizations.models import Place, Sector
from organizations.places import load

pytestmark = pytest.mark.django_db


def test_places_and_sectors_are_loaded_once() -> None:
    first = load(Place, Sector)
    again = load(Place, Sector)
    assert first == again == (Place.objects.count(), Sector.objects.count())
    assert [Place.objects.filter(level=level).count() for level in (1, 2, 3)] == [14, 62, 272]


def test_a_changed_name_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    load(Place, Sector)
    Place.objects.filter(pk="SY01").update(name_ar="x")
    call_command("load_places")
    assert Place.objects.get(pk="SY01").name_ar == "دمشق"
    assert capsys.readouterr().out.startswith("348 places")


def test_every_place_knows_where_it_lies() -> None:
    load(Place, Sector)
    assert not Place.objects.filter(level__gt=1, parent=None).exists()
