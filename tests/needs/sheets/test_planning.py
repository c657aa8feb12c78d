"""The dry run: what each row would do, and what is wrong with which cell."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from needs.models import Need
from tests.factories import Cast
from tests.needs.board import standing_need
from tests.needs.sheets.made import HEADINGS, as_csv, as_xlsx, book, brought, errors, row, saved, written

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def wrong(cast: Cast, **changed: str) -> dict[str, str]:
    return errors(brought(cast.actor("basel"), as_csv(row(**changed))))


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("quantity", "-5", "invalid_quantity"),
        ("quantity", "0", "invalid_quantity"),
        ("quantity", "NaN", "invalid_quantity"),
        ("quantity", "1e9", "invalid_quantity"),
        ("quantity", "99999999999999", "invalid_quantity"),
        ("quantity", "=1+1", "formula"),
        ("quantity", "", "missing"),
        ("unit", "ليتر", "unit_of_another_item"),
        ("unit", "زوبعة", "unknown_unit"),
        ("item", "بطانيه شتويه كبيره", "unknown_item"),
        ("place", "SY029999", "unknown_place"),
        ("place", "حلبب", "unknown_place"),
        ("place", "", "missing"),
        ("sector", "قطاع الفضاء", "unknown_sector"),
        ("urgency", "غداً", "unknown_urgency"),
        ("households", "-1", "not_a_number"),
    ],
)
def test_what_is_wrong_is_said_of_its_column(cast: Cast, column: str, text: str, code: str) -> None:
    assert wrong(cast, **{column: text}) == {column: code}


def test_the_nearest_is_suggested_in_the_readers_language(cast: Cast) -> None:
    for language, place in (("ar", "SY020001 حلب · مركز الأتارب"), ("en", "SY020001 Aleppo")):
        with override(language):
            plan = brought(cast.actor("basel"), as_csv(row(place="SY02001", item="بطانيه شتويه"))).plan
        told = plan[0]["errors"]
        assert told["place"]["near"][0].startswith(place)
        assert told["item"]["near"]
    assert "not known" in told["place"]["detail"]


def test_units_of_the_item_are_suggested(cast: Cast) -> None:
    told = brought(cast.actor("basel"), as_csv(row(unit="ليتر"))).plan[0]["errors"]["unit"]
    assert "قطعة" in told["near"]


@pytest.mark.parametrize("typed", ["SY020001", "PSY020001", "SY020001 حلب · تل الضمان", "تل الضمان"])
def test_places_are_known_by_code_and_by_name(cast: Cast, typed: str) -> None:
    assert wrong(cast, place=typed) == {}


def test_names_of_three_levels_say_one_place(cast: Cast) -> None:
    headings = ("المحافظة", "المنطقة", "الناحية", "المادة", "الكمية")
    sheet = brought(cast.actor("basel"), as_csv(("حلب", "جبل سمعان", "تل الضمان", "بطانية", "٥٠"), headings=headings))
    assert errors(sheet) == {}
    assert sheet.counts["new"] == 1
    assert sheet.plan[0]["name"].startswith("بطانية")


def test_dates_in_the_wrong_order_and_past_are_wrong(cast: Cast) -> None:
    headings = (*HEADINGS, "مطلوب قبل", "صالح حتى")
    for days, column in ((("2030-02-01", "2030-01-01"), "needed_by"), (("2017-07-03", ""), "needed_by")):
        sheet = brought(cast.actor("basel"), as_csv((*row(), *days), headings=headings))
        assert column in errors(sheet)
    sheet = brought(cast.actor("basel"), as_csv((*row(), "غداً", ""), headings=headings))
    assert errors(sheet) == {"needed_by": "not_a_date"}


def test_rows_of_one_need_stand_together(cast: Cast) -> None:
    """The header repeated, its title repeated alone, or left empty; two needs of one title in two places are two."""
    more = [row(item="فرشة"), row(item="وسادة", place="", sector="", urgency="", households="")]
    rest = ["", "", "", "", "مدفأة مازوت", "3", "", ""]
    sheet = written(cast.actor("basel"), as_csv(row(), *more, rest, row(place="SY020002")))
    assert sheet.counts["new"] == 2
    assert sorted(need.lines.count() for need in Need.objects.all()) == [1, 4]


def test_an_earlier_row_that_says_otherwise_is_wrong(cast: Cast) -> None:
    sheet = brought(cast.actor("basel"), as_csv(row(), row(item="فرشة", households="51")))
    assert errors(sheet) == {"households": "differs"}
    assert [each["state"] for each in sheet.plan] == ["wrong", "wrong"]
    assert sheet.plan[0]["beside"]


def test_a_code_that_one_does_not_see_is_like_one_that_is_not_there(cast: Cast) -> None:
    hidden = standing_need(cast, "omar", visibility="own")
    for code in (hidden.code, "N-22222"):
        sheet = brought(cast.actor("basel"), as_csv((code, "200"), headings=("الرمز", "الأسر")))
        assert errors(sheet) == {"code": "unknown_code"}


def test_what_is_anothers_is_not_changed(cast: Cast) -> None:
    seen = standing_need(cast, "omar")
    sheet = brought(cast.actor("basel"), as_csv((seen.code, "عنوان آخر"), headings=("الرمز", "العنوان")))
    assert errors(sheet) == {"code": "not_yours"}


def test_another_organisations_name_is_refused_and_the_secretariat_writes_for_it(cast: Cast) -> None:
    table = as_csv((*row(), str(cast.other.name_ar)), headings=(*HEADINGS, "الجهة"))
    assert errors(brought(cast.actor("basel"), table)) == {"organization": "not_your_organization"}
    written(cast.actor("salma"), table)
    assert Need.objects.get().organization == cast.other


def test_a_value_that_a_formula_left_behind_is_taken(cast: Cast) -> None:
    """Excel keeps results beside formulas; a file without results is refused cell by cell."""
    made = book(row(quantity="=2*100"))
    assert errors(brought(cast.actor("basel"), saved(made))) == {"quantity": "formula"}


def test_numbers_and_days_of_excel_are_read(cast: Cast) -> None:
    cells: list[Any] = list(row())
    cells[5], cells[7] = 12.5, 50.0
    assert errors(brought(cast.actor("basel"), as_xlsx(cells))) == {}
