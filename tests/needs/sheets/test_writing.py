"""Tables that go out: as people read them, and read back as the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from needs.models import Need
from needs.queries import exported_needs, exported_offers
from needs.sheets.columns import written_columns
from needs.sheets.dry_run import is_understood
from needs.sheets.writing import exported, write_csv, write_template, write_xlsx
from tests.factories import Cast
from tests.needs.board import standing_need, standing_offer
from tests.needs.sheets.made import brought, errors

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def first_sheet(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).worksheets[0]


def needs_out(cast: Cast) -> Any:
    return exported(exported_needs(cast.basel, cast.association))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back_as_the_same(cast: Cast, language: str, form: str) -> None:
    need = standing_need(cast, households=40, people=200, description="=شرح\nفي سطرين")
    standing_offer(cast, conditions="-5% خصم", can_transport=True)
    with override(language):
        content = write_xlsx("need", needs_out(cast), "x") if form == "xlsx" else write_csv("need", needs_out(cast))
        offers = exported(exported_offers(cast.basel, cast.association))
        other = write_xlsx("offer", offers, "x") if form == "xlsx" else write_csv("offer", offers)
    with override("ar" if language == "en" else "en"):
        sheet = brought(cast.actor("basel"), content)
        back = brought(cast.actor("basel"), other, kind="offer")
    assert (sheet.counts["same"], sheet.counts["wrong"], is_understood(sheet.tables)) == (1, 0, True)
    assert (back.counts["same"], back.counts["wrong"], sheet.plan[0]["code"]) == (1, 0, need.code)


def test_what_names_organisations_goes_out_and_comes_back_as_the_same(cast: Cast) -> None:
    need = standing_need(cast, visibility="named", named=[cast.other], households=40)
    content = write_csv("need", needs_out(cast))
    sheet = brought(cast.actor("basel"), content)
    assert (sheet.counts["same"], sheet.counts["wrong"]) == (1, 0)
    Need.objects.filter(pk=need.pk).update(visibility="members")
    refused = brought(cast.actor("basel"), content)
    assert errors(refused) == {"visibility": "unknown_choice"}
    assert "جهات أحددها" not in refused.plan[0]["errors"]["visibility"]["near"]


def test_a_sheet_is_right_to_left_with_tags_and_runs_nothing(cast: Cast) -> None:
    standing_need(cast, title='=HYPERLINK("x")')
    with override("ar"):
        sheet = first_sheet(write_xlsx("need", needs_out(cast), "الاحتياجات"))
        text = write_csv("need", needs_out(cast))
    titles = [column.key for column in written_columns("need")]
    assert sheet.sheet_view.rightToLeft
    assert sheet.cell(1, 1).value == "الرمز"
    assert sheet.cell(2, 1).value == "#activity+code"
    assert sheet.cell(3, titles.index("title") + 1).data_type == "s"
    assert text.startswith("\ufeffالرمز".encode())
    assert b"'=HYPERLINK" in text
    with override("en"):
        assert not first_sheet(write_xlsx("need", needs_out(cast), "Needs")).sheet_view.rightToLeft


def test_each_line_is_a_row_and_others_needs_stay_out(cast: Cast) -> None:
    standing_need(cast, "omar", title="احتياج عمر")
    need = standing_need(cast)
    rows = list(needs_out(cast))
    assert [(row["code"], row["line"]) for row in rows] == [(need.code, 1)]
    everything = list(exported(exported_needs(cast.basel, None)))
    assert {row["title"] for row in everything} == {"احتياج عمر", need.title}
    assert not list(exported(exported_needs(cast.gharib, None)))


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_asks_the_database_no_more_for_more(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _each in range(count):
        standing_need(cast)
    with django_assert_num_queries(3):
        assert len(list(needs_out(cast))) == count


@pytest.mark.parametrize("kind", ["need", "offer"])
def test_the_template_offers_lists_and_brings_nothing_by_itself(cast: Cast, kind: str) -> None:
    with override("ar"):
        content = write_template(kind, "الاحتياجات")
    sheet = first_sheet(content)
    rules = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert len(rules) >= 6
    assert all(formula.startswith("'القوائم'!$") for formula in rules)
    assert sheet.cell(3, 1).value == "للمثل فقط"
    assert not Need.objects.exists()
    for at, value in enumerate((None, "بطانيات", None), start=1):
        sheet.cell(4, at, value)
    book = sheet.parent
    kept = BytesIO()
    book.save(kept)
    filled = brought(cast.actor("basel"), kept.getvalue(), kind=kind)
    assert len(filled.plan) == 1
    assert is_understood(filled.tables)
