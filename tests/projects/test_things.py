"""The item of a contribution, found in the catalogue by its name."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from arabic.normalise import normalise
from needs.models import Item
from projects.models import Contribution, Project
from tests.factories import Cast, signed_in
from tests.needs.giving import make_item
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def project(cast: Cast) -> Project:
    return joint_project(cast)


def known_item(code: str, name: str) -> Item:
    """In the catalogue, found by its name; ten make a carton."""
    item = make_item(code, name, carton=10)
    Item.objects.filter(pk=item.pk).update(search_text=normalise(name))
    return item


def promised(cast: Cast, project: Project, name: str = "omar", **said: Any) -> Any:
    address = f"/projects/{project.pk}/contributions/new/?kind=items"
    form = {"client_id": str(uuid4()), "amount": "12", "title": "", **said}
    return signed_in(getattr(cast, name)).post(address, form)


def test_the_item_of_a_contribution_is_found_by_its_name(cast: Cast, project: Project) -> None:
    item = known_item("wool", "بطانية صوف للاختبار")
    assert promised(cast, project, thing="بطانيه صوف للاختبار", thing_unit="carton").status_code == 302
    row = Contribution.objects.get()
    assert (row.item, row.unit.code if row.unit else "", row.promised) == (item, "carton", 120_000)


def test_what_is_in_doubt_is_chosen_with_and_without_a_script(cast: Cast, project: Project) -> None:
    items = [known_item(f"zq_{at}", f"حقيبة للاختبار رقم {at}") for at in range(2)]
    page = promised(cast, project, thing="حقيبة للاختبار", title="من المستودع")
    assert page.status_code == 200
    assert all(f'name="choose" value="t-zq_{at}"' in page.content.decode() for at in range(2))
    chosen = promised(cast, project, thing="حقيبة للاختبار", title="من المستودع", choose="t-zq_1").content.decode()
    assert 'name="thing_item" value="t-zq_1"' in chosen
    assert "من المستودع" in chosen
    assert "errorlist" not in chosen
    assert not Contribution.objects.exists()
    assert promised(cast, project, thing=str(items[1]), thing_item="t-zq_1").status_code == 302
    assert Contribution.objects.get().item == items[1]
    client, address = signed_in(cast.omar), "/contributions/things/"
    assert 'value="t-zq_0"' in client.get(f"{address}?thing=حقيبة للاختبار").content.decode()
    assert 'name="thing_item" value="t-zq_0"' in client.get(f"{address}?thing=حقيبة&choose=t-zq_0").content.decode()


def test_what_is_not_in_the_catalogue_is_said_and_written_in_words(cast: Cast, project: Project) -> None:
    page = promised(cast, project, thing="ما لا يعرفه أحد").content.decode()
    assert "id_thing_error" in page
    assert not Contribution.objects.exists()
    assert promised(cast, project, title="ما لا يعرفه أحد").status_code == 302
    assert Contribution.objects.get().item is None
    assert signed_in(cast.gharib).get("/contributions/things/?thing=بطانية").status_code == 403
