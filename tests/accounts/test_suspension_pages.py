"""The secretariat closes an account on the person's page, and opens it again."""

import pytest

from accounts.models import User
from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db


def test_suspend_person_and_restore_person_on_the_page(cast: Cast) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    assert f"/people/{cast.basel.pk}/suspend/" in salma.get(f"/people/{cast.basel.pk}/").content.decode()
    salma.post(f"/people/{cast.basel.pk}/suspend/", {"reason": "طلب الجهة"})
    assert basel.get("/rooms/").status_code == 302
    assert f"/people/{cast.basel.pk}/restore/" in salma.get(f"/people/{cast.basel.pk}/").content.decode()
    salma.post(f"/people/{cast.basel.pk}/restore/")
    assert User.objects.get(pk=cast.basel.pk).is_active


@pytest.mark.parametrize("reason", ["x" * 301])
def test_what_is_no_reason_is_refused_in_words(cast: Cast, reason: str) -> None:
    answer = signed_in(cast.salma).post(f"/people/{cast.basel.pk}/suspend/", {"reason": reason}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert User.objects.get(pk=cast.basel.pk).is_active


def test_suspend_person_refuses_others(cast: Cast) -> None:
    assert "suspend" not in signed_in(cast.omar).get(f"/people/{cast.basel.pk}/").content.decode()
    assert signed_in(cast.omar).post(f"/people/{cast.basel.pk}/suspend/").status_code == 403
    assert signed_in(cast.gharib).post(f"/people/{cast.basel.pk}/suspend/").status_code == 404
    assert User.objects.get(pk=cast.basel.pk).is_active


def test_the_last_of_the_secretariat_stays(cast: Cast) -> None:
    answer = signed_in(cast.salma).post(f"/people/{cast.salma.pk}/suspend/")
    assert answer.status_code == 403
    assert User.objects.get(pk=cast.salma.pk).is_active
