import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organizations.models import Organization
from tests.factories import Cast
from tests.organizations.views.pages import page, signed_in

pytestmark = pytest.mark.django_db


def test_from_export_to_import(cast: Cast) -> None:
    client = signed_in(cast.salma)
    content = client.get(reverse("organizations:export_organizations", args=["csv"])).content
    changed = content.decode("utf-8-sig").replace("سنابل الأمل", "سنابل الخير") + ",جمعية الزيتون\r\n"
    dry = client.post(page("import_organizations"), {"table": SimpleUploadedFile("a.csv", changed.encode())})
    assert dry.context["counts"] == {"new": 1, "changed": 1, "same": 2, "error": 0}
    assert not Organization.objects.filter(name_ar="جمعية الزيتون").exists()
    client.post(page("import_organizations"), {"rows": dry.context["rows"]})
    assert set(Organization.objects.values_list("name_ar", flat=True)) >= {"جمعية الزيتون", "جمعية سنابل الخير"}
    again = client.post(page("import_organizations"), {"table": SimpleUploadedFile("a.csv", changed.encode())})
    assert again.context["counts"] == {"new": 0, "changed": 0, "same": 4, "error": 0}


def test_a_table_with_errors_is_not_written(cast: Cast) -> None:
    table = SimpleUploadedFile("a.csv", "name_ar,kind\nجمعية الزيتون,شركة\nجمعية التين,\n".encode())
    client = signed_in(cast.salma)
    dry = client.post(page("import_organizations"), {"table": table})
    assert not dry.context["can_write"]
    client.post(page("import_organizations"), {"rows": dry.context["rows"]})
    assert not Organization.objects.filter(name_ar="جمعية التين").exists()


def test_forged_rows_and_wrong_files_are_refused(cast: Cast) -> None:
    client = signed_in(cast.salma)
    assert client.post(page("import_organizations"), {"rows": "forged"}).status_code == 302
    wrong = client.post(page("import_organizations"), {"table": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")})
    assert wrong.context["form"].errors["table"]


def test_the_table_of_a_spreadsheet(cast: Cast) -> None:
    response = signed_in(cast.basel).get(reverse("organizations:export_organizations", args=["xlsx"]))
    assert response.content.startswith(b"PK")
    assert Client().get(reverse("organizations:export_organizations", args=["xlsx"])).status_code == 302
