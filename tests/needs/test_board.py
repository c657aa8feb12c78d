"""The board and its matrix: which needs, which numbers, for whom, in how many queries."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from needs.models import Need, NeedLine, TargetGroup
from needs.permissions import needs_for
from needs.queries.board import Asked, Figures, board, cells, counted, group_cells, in_all, matching, quantities, summed
from needs.queries.matrix import matrix
from organizations.models import Place
from tests.factories import Cast, make_place, make_sector
from tests.needs.board import asked, make_item, make_town, standing_need

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PUBLIC = {"visibility": "public"}


def other_town() -> Place:
    idlib = make_place("SY07", "إدلب", "Idleb")
    return make_place("SY0703", "أريحا", "Ariha", level=2, parent=idlib)


def promised(need: Need, *shares: tuple[int, int]) -> None:
    """Hundredths promised and arrived of each line."""
    for line, (promise, arrival) in zip(need.lines.all(), shares, strict=True):
        quantities = {"promised": line.quantity * promise // 100, "received": line.quantity * arrival // 100}
        NeedLine.objects.filter(pk=line.pk).update(dispatched=quantities["received"], **quantities)


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def titles(page: Any) -> list[str]:
    return re.findall(r"<h2>(?:<a[^>]*>)?<bdi>(.*?)</bdi>", page.content.decode())


# Which needs ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Asked(), "blankets water"),
        (Asked(text="مياه"), "water"),
        (Asked(place="SY02"), "blankets"),
        (Asked(place="SY0200"), "blankets"),
        (Asked(place="SY0799"), ""),
        (Asked(urgency=1), "blankets"),
        (Asked(kind="care_gap"), ""),
        (Asked(status="covered"), ""),
        (Asked(status="all"), "blankets water"),
        (Asked(status="nonsense"), "blankets water"),
        (Asked(organization="سنابل"), "water"),
        (Asked(group="zq_elderly"), "blankets"),
        (Asked(is_lacking=True), "water"),
    ],
)
def test_what_is_asked_narrows_the_board(cast: Cast, wanted: Asked, found: str) -> None:
    group = TargetGroup.objects.create(code="zq_elderly", name_ar="كبار", name_en="elderly")
    blankets = standing_need(cast, title="blankets", urgency=1, target_groups=[group])
    promised(blankets, (80, 0))
    standing_need(cast, "omar", title="water", description="خزان مياه", place=other_town(), urgency=2)
    rows = board(needs_for(cast.basel), wanted).order_by("urgency")
    assert " ".join(need.title for need in rows) == found


def test_a_sector_holds_its_parts_and_an_item_its_needs(cast: Cast) -> None:
    tent, protection = make_item("zq_tent", "خيمة"), make_sector("PRO", "الحماية", "Protection")
    need = standing_need(cast, sector=protection, lines=[asked("3", tent)])
    standing_need(cast)
    assert list(board(needs_for(cast.basel), Asked(sectors=(protection.pk,)))) == [need]
    assert list(board(needs_for(cast.basel), Asked(item=tent.pk))) == [need]


# Their figures --------------------------------------------------------------------------------------------------------
def test_the_figures_count_the_mean_share_of_the_lines(cast: Cast) -> None:
    need = standing_need(
        cast, lines=[asked("100"), asked("60", make_item("zq_mat", "فرشة"))], households=80, people=400
    )
    promised(need, (50, 25), (100, 50))
    standing_need(cast, "omar", place=other_town(), households=20)
    known = cells(needs_for(cast.basel), 4, "households")
    by_place = summed(known, lambda cell: cell.area)
    assert by_place["SY02"] == Figures(needs=1, needed=80, promised=60, arrived=30)
    assert by_place["SY07"] == Figures(needs=1, needed=20, promised=0, arrived=0)
    assert (by_place["SY02"].left, in_all(known).left) == (20, 40)
    assert in_all(cells(needs_for(cast.basel), 4, "people")).needed == 400


def test_more_than_is_needed_counts_as_all_of_it(cast: Cast) -> None:
    need = standing_need(
        cast, lines=[asked("100"), asked("60", make_item("zq_mat", "فرشة"))], households=80, tolerance=50
    )
    promised(need, (150, 0), (0, 0))
    assert in_all(cells(needs_for(cast.basel), 4, "households")).left == 40


def test_of_one_item_quantities_are_counted(cast: Cast) -> None:
    tent = make_item("zq_tent", "خيمة")
    need = standing_need(cast, lines=[asked("100"), asked("60", tent)])
    promised(need, (100, 0), (50, 50))
    whole = in_all(quantities(needs_for(cast.basel), tent.pk, 4))
    assert (whole.needs, whole.needed, whole.promised, whole.arrived) == (1, 60_000, 30_000, 30_000)


def test_a_need_for_two_groups_counts_in_both(cast: Cast) -> None:
    groups = [TargetGroup.objects.create(code=f"zq_{n}", name_ar=n, name_en=n) for n in ("a", "b")]
    standing_need(cast, target_groups=groups, households=10)
    found = group_cells(needs_for(cast.basel), 6, "households")
    assert found == {("SY0200", group.pk): Figures(needs=1, needed=10) for group in groups}


def test_an_answer_shows_how_many_another_answer_would_have(cast: Cast) -> None:
    standing_need(cast, urgency=1)
    standing_need(cast, "omar", urgency=2, place=other_town())
    wanted = Asked(urgency=1, place="SY02")
    known = cells(counted(needs_for(cast.basel), Asked(urgency=1)), 4, "households")
    assert in_all(matching(known, wanted)).needs == 1
    assert in_all(matching(known, wanted, besides="place")).needs == 1
    assert set(summed(matching(known, Asked(), besides="urgency"), lambda cell: cell.urgency)) == {1, 2}


def test_a_matrix_adds_up(cast: Cast) -> None:
    kept = {("SY02", 7): Figures(2, 50, 20, 10), ("SY02", 8): Figures(1, 5, 5, 5), ("SY99", 9): Figures(1, 1)}
    made = matrix(kept, ["SY02", "SY07"], [8, 7, 9])
    assert (made.columns, made.whole, made.by_place["SY07"]) == ([8, 7], Figures(3, 55, 25, 15), Figures())
    assert made.largest(lambda figures: figures.left, 5) == [("SY02", 7, Figures(2, 50, 20, 10))]


# The pages ------------------------------------------------------------------------------------------------------------
def test_strangers_see_what_is_public_and_members_what_is_for_them(cast: Cast) -> None:
    standing_need(cast, title="for all", **PUBLIC)
    standing_need(cast, title="for members")
    standing_need(cast, title="ours", visibility="own")
    assert titles(Client().get("/needs/")) == ["for all"]
    assert titles(signed_in(cast, "gharib").get("/needs/")) == ["for all"]
    assert titles(signed_in(cast, "rania").get("/needs/")) == ["for all"]
    assert sorted(titles(signed_in(cast, "omar").get("/needs/"))) == ["for all", "for members"]
    assert len(titles(signed_in(cast, "basel").get("/needs/"))) == 3
    assert "board.ts" not in Client().get("/needs/").content.decode()


def test_the_board_names_the_lack_of_each_place(cast: Cast) -> None:
    standing_need(cast, households=40)
    page = signed_in(cast, "omar").get("/needs/").content.decode()
    assert 'aria-label="حلب: احتياج واحد، بقي: 40 أسرة"' in page
    assert '<a href="?place=SY02">حلب</a>' in page
    assert "UN OCHA" in page


def test_the_board_of_a_governorate_shows_its_districts(cast: Cast) -> None:
    standing_need(cast, households=40)
    page = signed_in(cast, "omar").get("/needs/?place=SY0200&by=people").content.decode()
    assert page.count('data-place="SY02') == 8
    assert 'href="?place=SY02&amp;by=people"' in page  # a second tap leads out again
    assert "ما لم يُلبَّ بعد في حلب" in page


def test_filters_stand_in_the_address_and_go_one_by_one(cast: Cast) -> None:
    standing_need(cast, urgency=1)
    page = signed_in(cast, "omar").get("/needs/?urgency=1&sector=HEA&q=بطانيات").content.decode()
    assert 'href="?urgency=1&amp;sector=HEA" aria-current="true" aria-label="إزالة: «بطانيات»"' in page
    nothing = signed_in(cast, "omar").get("/needs/?urgency=3").content.decode()
    assert "لا نتائج" in nothing


def test_the_board_ignores_what_it_does_not_understand(cast: Cast) -> None:
    standing_need(cast)
    odd = "/needs/?place=XX&sector=ZZ&urgency=9&kind=q&status=draft&item=x&by=q&organization=%00&page=9999"
    for address in (odd, "/needs/?q=" + "ا" * 500, "/needs/matrix/?across=odd&place=SY9999"):
        assert signed_in(cast, "omar").get(address.replace("%00", "ا")).status_code == 200


def test_a_fragment_is_the_board_alone(cast: Cast) -> None:
    page = signed_in(cast, "omar").get("/needs/", headers={"HX-Target": "board"}).content.decode()
    assert page.lstrip().startswith('<div id="board"')
    assert "<html" not in page


def test_the_board_says_from_where_on_it_listens(cast: Cast) -> None:
    standing_need(cast, **PUBLIC)
    page = signed_in(cast, "omar").get("/needs/").content.decode()
    found = re.search(r'<script id="board-heads"[^>]*>(.*?)</script>', page)
    assert found
    assert json.loads(found[1]) == {"board.public": 1, "board.members": 0}


def test_one_card_is_for_whoever_sees_the_need(cast: Cast) -> None:
    need = standing_need(cast)
    assert titles(signed_in(cast, "omar").get(f"/needs/{need.pk}/row/")) == [need.title]
    assert signed_in(cast, "gharib").get(f"/needs/{need.pk}/row/").status_code == 404
    assert Client().get(f"/needs/{need.pk}/row/").status_code == 404


def test_a_cell_of_the_matrix_leads_to_its_needs(cast: Cast) -> None:
    group = TargetGroup.objects.create(code="zq_elderly", name_ar="كبار", name_en="elderly")
    standing_need(cast, households=40, target_groups=[group])
    page = signed_in(cast, "omar").get("/needs/matrix/").content.decode()
    assert '<a href="/needs/?place=SY02&amp;sector=HEA" title="احتياج واحد: المطلوب 40 أسرة' in page
    grouped = signed_in(cast, "omar").get("/needs/matrix/?across=group&place=SY02").content.decode()
    assert 'href="/needs/?place=SY0200&amp;group=zq_elderly"' in grouped


def test_places_without_numbers_say_so(cast: Cast) -> None:
    standing_need(cast, households=None, people=None)
    assert "–" in signed_in(cast, "omar").get("/needs/matrix/").content.decode()
    assert "<td>–</td>" in signed_in(cast, "omar").get("/needs/").content.decode()


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/needs/", 17), ("/needs/?place=SY02", 17), ("/needs/matrix/", 10), ("/needs/matrix/?across=group", 10)],
)
@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, address: str, queries: int, number: int, django_assert_num_queries: Any
) -> None:
    for place in range(number):
        lines = [asked("5"), asked("7", make_item(f"zq_{place}", f"مادة {place}"))]
        standing_need(cast, lines=lines, place=other_town() if place else make_town(), households=5)
    client = signed_in(cast, "omar")
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
