"""What others read of a project: the 4W with its tags, the PDF, the activity file of IATI."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from organizations.models import Place
from paper.sections import as_source
from projects.models import Activity, Count, Expense, Indicator, Measurement, Period, Project
from projects.queries.reports import four_w_rows
from projects.queries.whole_report import report_of
from projects.report_sections import report_sheet, sections
from projects.reporting.four_w import COLUMNS
from tests.factories import Cast, make_place, make_sector, signed_in
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = date(2026, 3, 1)
TAG = re.compile(r"#[a-z]+[0-9]?(\+[a-z][a-z0-9_]*)*")


def tartus() -> Place:
    return make_place("SY1000", "مركز طرطوس", "Tartous", level=2, parent=make_place("SY10", "طرطوس", "Tartous"))


def planned(cast: Cast, project: Project, **more: Any) -> Activity:
    given: dict[str, Any] = {"title": "تجهيز الطابق الأول", "organization": cast.other, "place": tartus(), **more}
    given = {"code": f"A-{uuid4().hex[:5]}", "client_id": uuid4(), "sector": make_sector("SHL", "المأوى"), **given}
    return Activity.objects.create(project=project, **given)


def reported(cast: Cast, activity: Activity, *numbers: int, **more: Any) -> Indicator:
    """An indicator of people with a period and a report for each number, all of women."""
    given: dict[str, Any] = {"title": "مستفيدون", "unit": "persons", "target": 180_000, **more}
    row = Indicator.objects.create(project=activity.project, activity=activity, client_id=uuid4(), **given)
    for at, number in enumerate(numbers):
        begins = DAY + timedelta(days=31 * at)
        dates = {"starts_on": begins, "ends_on": begins + timedelta(days=30)}
        period = Period.objects.create(project=activity.project, title=f"فترة {at}", client_id=uuid4(), **dates)
        said = Measurement.objects.create(
            indicator=row,
            period=period,
            organization=cast.other,
            value=number * 1000,
            author=cast.omar,
            client_id=uuid4(),
        )
        Count.objects.create(measurement=said, sex="f", age="adults", disability="with", number=number)
    return row


def rows_of(project: Project) -> list[dict[str, Any]]:
    return four_w_rows([project], DAY)


def test_every_column_has_a_tag_of_its_own() -> None:
    tags = [column.tag for column in COLUMNS]
    assert len(set(tags)) == len(tags)
    assert [tag for tag in tags if not TAG.fullmatch(tag)] == []


def test_a_row_says_who_what_where_and_for_whom(cast: Cast) -> None:
    project = joint_project(cast)
    reported(cast, planned(cast, project, targeted=200), 40, 20)
    (row,) = rows_of(project)
    assert (row["reporting"], row["implementing"]) == (str(cast.association), str(cast.other))
    assert (row["adm1_code"], row["adm2_code"], row["sector_code"]) == ("SY10", "SY1000", "SHL")
    assert (row["targeted"], row["reached"], row["reached_f_adults"], row["reached_disabled"]) == (200, 60, 60, 60)


def test_what_does_not_add_up_counts_as_last_said(cast: Cast) -> None:
    project = joint_project(cast)
    reported(cast, planned(cast, project), 40, 20, adds_up=False)
    assert rows_of(project)[0]["reached"] == 20


def test_the_same_people_in_two_indicators_are_counted_once(cast: Cast) -> None:
    project = joint_project(cast)
    activity = planned(cast, project)
    reported(cast, activity, 40)
    reported(cast, activity, 30)
    assert rows_of(project)[0]["reached"] == 40


def test_what_was_corrected_counts_no_more(cast: Cast) -> None:
    project = joint_project(cast)
    row = reported(cast, planned(cast, project), 40)
    row.measurements.update(is_standing=False)
    assert "reached" not in rows_of(project)[0]


@pytest.mark.parametrize("number", [1, 3])
def test_rows_ask_as_often_for_three(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    project = joint_project(cast)
    for _ in range(number):
        reported(cast, planned(cast, project), 5)
    with django_assert_num_queries(6):
        rows_of(project)


def test_the_sheet(cast: Cast) -> None:
    project = joint_project(cast)
    planned(cast, project, title="=1+1")
    answer = signed_in(cast.hala).get(f"/projects/{project.pk}/four-w.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[1][0] == "#activity+code"
    assert lines[2][[column.key for column in COLUMNS].index("activity")] == "=1+1"
    assert sheet.cell(3, 11).data_type == "s"


def test_the_csv(cast: Cast) -> None:
    project = joint_project(cast)
    planned(cast, project, title="=1+1")
    answer = signed_in(cast.omar).get(f"/projects/{project.pk}/four-w.csv")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[1][0] == "#activity+code"
    assert "'=1+1" in lines[2]


def test_one_table_of_ones_own_projects(cast: Cast) -> None:
    planned(cast, joint_project(cast), title="لنا")
    answer = signed_in(cast.omar).get("/projects/four-w/")
    lines = load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    cells = {cell for line in lines for cell in line}
    assert "لنا" in cells
    assert signed_in(cast.gharib).get("/projects/four-w/").status_code == 403


def test_outsiders_get_none_of_it(cast: Cast) -> None:
    project = joint_project(cast)
    for name in ("reports/", "report/", "report.docx", "four-w.xlsx", "four-w.csv", "iati.xml"):
        for person in (cast.gharib, cast.rania, cast.salma):
            assert signed_in(person).get(f"/projects/{project.pk}/{name}").status_code == 404


def test_the_report_on_paper(cast: Cast) -> None:
    project = joint_project(cast, aim='سطر "أول"\n#سطر ثانٍ')
    row = reported(cast, planned(cast, project), 40, 20)
    answer = signed_in(cast.basel).get(f"/projects/{project.pk}/report/?period={row.measurements.first().period_id}")  # type: ignore[union-attr]
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"


def test_the_report_to_work_on(cast: Cast) -> None:
    project = joint_project(cast, aim="سقف لكل بيت")
    answer = signed_in(cast.basel).get(f"/projects/{project.pk}/report.docx")
    assert f'filename="{project.code}.docx"' in answer["Content-Disposition"]
    said = [each.text for each in Document(BytesIO(answer.content)).paragraphs]
    assert (said[0], "سقف لكل بيت" in said) == (project.title, True)


def test_what_people_wrote_is_no_command_on_paper(cast: Cast) -> None:
    project = joint_project(cast, aim='#panic("x") \\ "')
    assert '#text("#panic(\\"x\\") \\\\ \\"")' in as_source(report_sheet(report_of(project)))


def test_a_total_that_may_double_says_so(cast: Cast) -> None:
    project = joint_project(cast)
    reported(cast, planned(cast, project), 40, 20)
    notes = [note for section in sections(report_of(project)) for note in section.notes]
    assert any("مستفيدون" in note for note in notes)


def test_the_iati_file(cast: Cast) -> None:
    project = joint_project(cast, aim="رعاية", starts_on=DAY, ends_on=DAY + timedelta(days=90))
    project.sectors.set([make_sector("SHL", "المأوى"), make_sector("HEA")])
    project.places.set([tartus()])
    reported(cast, planned(cast, project), 40)
    spent = {"amount": 125_050, "currency": "USD", "day": DAY, "author": cast.omar, "client_id": uuid4()}
    Expense.objects.create(project=project, organization=cast.other, note="أسرّة", **spent)
    root = ET.fromstring(signed_in(cast.basel).get(f"/projects/{project.pk}/iati.xml").content)  # noqa: S314  our own
    assert root.findtext("iati-activity/iati-identifier") == f"SY-MULTAQA-{project.code}"
    assert root.findtext("iati-activity/transaction/value") == "1250.50"
    assert [each.get("percentage") for each in root.findall("iati-activity/sector")] == ["50.00", "50.00"]
    assert root.find("iati-activity/result/indicator/period/actual").get("value") == "40"  # type: ignore[union-attr]


def test_the_page_and_the_call(cast: Cast) -> None:
    project = joint_project(cast)
    client = signed_in(cast.hala)
    assert client.get(f"/projects/{project.pk}/reports/").status_code == 200
    planned(cast, project, starts_on=timezone.localdate(), place=make_place("SY10", "طرطوس", "Tartous"))
    planned(cast, project, place=None, organization=None, sector=None, title="بلا مكان")
    assert "تجهيز الطابق الأول" in client.get(f"/projects/{project.pk}/reports/").content.decode()
    told = client.get(f"/api/projects/{project.pk}/four-w/").json()
    assert told["rows"][0]["activity"] == "تجهيز الطابق الأول"
    assert told["columns"][0] == {"key": "code", "heading": "الصف", "tag": "#activity+code"}
    assert signed_in(cast.gharib).get(f"/api/projects/{project.pk}/four-w/").status_code == 404
