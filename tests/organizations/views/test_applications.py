from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from organizations.models import Application, Organization, Role
from tests.factories import Cast, make_membership, make_organization, make_place
from tests.organizations.views.pages import link_of, page, signed_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%scan"


def applied(client: Client, **more: Any) -> Any:
    sent = {
        "name_ar": "جمعية الزيتون",
        "kind": "association",
        "licence_number": "451",
        "governorate": make_place().pk,
        "contact_name": "ليلى",
        "contact_phone": "0944123456",
        "scan": SimpleUploadedFile("licence.exe", PDF),
    }
    return client.post(page("apply"), {**sent, **more})


def test_apply_gives_a_code_and_shows_how_it_stands() -> None:
    assert Client().get(page("apply")).status_code == 200
    shown = applied(Client()).content.decode()
    application = Application.objects.get()
    assert application.code in shown
    asked = {"code": application.code.lower(), "phone": "٠٩٤٤ ١٢٣ ٤٥٦"}
    assert Client().post(page("application_status"), asked).context["application"] == application
    wrong = Client().post(page("application_status"), {**asked, "phone": "0944000000"})
    assert wrong.context["is_unknown"]


def test_apply_warns_of_a_double(cast: Cast) -> None:
    assert applied(Client(), name_ar="مؤسسة سنابل الأمل الخيرية").context["similar"]


def test_apply_refuses_a_page_called_pdf() -> None:
    response = applied(Client(), scan=SimpleUploadedFile("licence.pdf", b"<script>", content_type="application/pdf"))
    assert response.context["form"].errors["scan"]
    assert not Application.objects.exists()


@pytest.mark.parametrize("column", ["sectors", "convener", "governorate"])
def test_apply_refuses_a_number_that_is_none(column: str) -> None:
    assert list(applied(Client(), **{column: "9" * 23}).context["form"].errors) == [column]


def test_who_may_not_let_in_is_told_who_may(cast: Cast) -> None:
    union = make_organization(kind=Organization.Kind.UNION)
    make_membership(cast.gharib, union, Role.MANAGER)
    applied(Client(), convener=union.pk, kind="public_body")
    row, client = Application.objects.get(), signed_in(cast.gharib)
    shown = client.get(page("application", row.pk)).content.decode()
    assert page("accept_application", row.pk) not in shown
    assert page("refuse_application", row.pk) in shown
    assert client.post(page("accept_application", row.pk)).status_code == 403


def test_apply_is_not_for_machines() -> None:
    client = Client()
    assert [applied(client).status_code for _ in range(6)] == [200] * 5 + [429]


def test_the_queue_and_the_scan(cast: Cast) -> None:
    applied(Client())
    row, client = Application.objects.get(), signed_in(cast.salma)
    assert row.code in client.get(page("applications")).content.decode()
    assert client.get(page("application", row.pk)).context["can_decide"]
    scan = client.get(page("scan", row.pk))
    assert b"".join(scan) == PDF
    assert scan["Content-Disposition"].startswith("attachment")
    assert (scan["X-Content-Type-Options"], scan["Content-Type"]) == ("nosniff", "application/pdf")
    for name in ("basel", "rania", "gharib"):
        assert {
            signed_in(getattr(cast, name)).get(page(each, row.pk)).status_code for each in ("scan", "application")
        } == {404}


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_any_number(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        applied(Client())
    client = signed_in(cast.salma)
    with django_assert_num_queries(8):
        client.get(page("applications"))


def test_accept_shows_the_invitation_once(cast: Cast) -> None:
    applied(Client())
    row, client = Application.objects.get(), signed_in(cast.salma)
    link = link_of(client.post(page("accept_application", row.pk)))
    assert Client().get(link).status_code == 200
    assert client.post(page("accept_application", row.pk)).status_code == 302
    assert Organization.objects.get(name_ar="جمعية الزيتون").is_verified


def test_accept_asks_first_and_says_what_it_does(cast: Cast) -> None:
    applied(Client())
    shown = signed_in(cast.salma).get(page("application", Application.objects.get().pk)).content.decode()
    asked = shown[: shown.index(page("accept_application", Application.objects.get().pk))].rpartition("<details")[2]
    assert "</details>" not in asked
    assert "نعم، قبول وتوثيق" in shown


def test_the_ready_message_speaks_in_the_name_of_who_let_in(cast: Cast) -> None:
    applied(Client())
    words = signed_in(cast.salma).post(page("accept_application", Application.objects.get().pk)).content.decode()
    assert "معكم أمانة السر في «منصة الملتقى». قُبل طلب انضمام جمعية الزيتون" in words
    assert "تدعوكم" not in words
    union = make_organization("اتحاد الجمعيات", kind=Organization.Kind.UNION)
    make_membership(cast.gharib, union, Role.MANAGER)
    applied(Client(), convener=union.pk, name_ar="مبادرة الضياء", licence_number="77")
    row = Application.objects.get(name_ar="مبادرة الضياء")
    words = signed_in(cast.gharib).post(page("accept_application", row.pk)).content.decode()
    assert "معكم اتحاد الجمعيات. قُبل طلب انضمام مبادرة الضياء" in words


def test_refuse(cast: Cast) -> None:
    applied(Client())
    row, client = Application.objects.get(), signed_in(cast.salma)
    client.post(page("refuse_application", row.pk), {"reason": ""})
    client.post(page("refuse_application", row.pk), {"reason": "الصورة غير واضحة"})
    row.refresh_from_db()
    assert (row.state, row.reason) == (Application.State.REFUSED, "الصورة غير واضحة")
