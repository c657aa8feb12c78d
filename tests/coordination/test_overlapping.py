"""When two lines of a unified plan overlap, and what nobody plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from coordination.overlapping import Planned, cover, gaps, overlap, overlaps, overlaps_of

LINE = Planned(1, 10, "توزيع سلال غذائية على النازحين", "SY02", "idps", "FSL", date(2027, 1, 1), date(2027, 3, 31))
OTHER = replace(LINE, key=2, organization=20, activity="توزيع السلال الغذائية")
ACTIVITIES = ("سلال غذائية", "دعم نفسي للأطفال", "ترميم مدارس", "قسائم خبز", "تدريب معلمين")


def test_the_same_work_at_the_same_place_in_days_that_meet_overlaps() -> None:
    found = overlap(LINE, replace(OTHER, starts_on=date(2027, 3, 31), ends_on=date(2027, 6, 1)))
    assert found is not None
    assert found.is_same_work
    assert found.days == (date(2027, 3, 31), date(2027, 3, 31))


def test_what_differs_in_one_thing_does_not_overlap() -> None:
    for other in (
        replace(OTHER, organization=LINE.organization),
        replace(OTHER, place="SY03"),
        replace(OTHER, group="orphans"),
        replace(OTHER, starts_on=date(2027, 4, 1), ends_on=date(2027, 6, 1)),
        replace(OTHER, activity="ترميم مدارس", group=""),
    ):
        assert overlap(LINE, other) is None


def test_a_place_within_the_other_and_everybody_overlap() -> None:
    for place in ("", "SY0203", "SY020301"):
        assert overlap(LINE, replace(OTHER, place=place, group="")) is not None


def test_the_same_people_in_one_sector_overlap_whatever_is_done_for_them() -> None:
    found = overlap(LINE, replace(OTHER, activity="قسائم خبز"))
    assert found is not None
    assert not found.is_same_work
    assert overlap(LINE, replace(OTHER, activity="قسائم خبز", sector="EDU")) is None


def test_the_likest_stand_first_and_a_line_does_not_overlap_itself() -> None:
    third = replace(LINE, key=3, organization=30, activity="قسائم خبز")
    found = overlaps([third, LINE, OTHER])
    assert [each.is_same_work for each in found] == [True, False, False]
    assert overlaps_of(LINE, [LINE]) == []
    assert [each.other.key for each in overlaps_of(replace(LINE, key=0), [OTHER, third])] == [2, 3]


def test_gaps_are_the_places_and_groups_that_no_line_reaches() -> None:
    covered = cover([replace(LINE, place="SY0203"), OTHER], ["SY02", "SY03"], ["idps", "orphans"])
    assert covered == {("SY02", "idps"): 2, ("SY02", "orphans"): 0, ("SY03", "idps"): 0, ("SY03", "orphans"): 0}
    assert gaps(covered) == [("SY02", "orphans"), ("SY03", "idps"), ("SY03", "orphans")]
    assert gaps(cover([replace(LINE, place="", group="")], ["SY02", "SY03"], ["idps", "orphans"])) == []


@some.composite
def lines(draw: some.DrawFn) -> Planned:
    first = draw(some.integers(0, 60))
    return Planned(
        key=draw(some.integers(1, 10_000)),
        organization=draw(some.integers(1, 3)),
        activity=draw(some.sampled_from(ACTIVITIES)),
        place=draw(some.sampled_from(("", "SY02", "SY0203", "SY03"))),
        group=draw(some.sampled_from(("", "idps", "orphans"))),
        sector=draw(some.sampled_from(("", "FSL"))),
        starts_on=date(2027, 1, 1) + timedelta(days=first),
        ends_on=date(2027, 1, 1) + timedelta(days=first + draw(some.integers(0, 30))),
    )


@settings(max_examples=100, deadline=None)
@given(lines(), lines())
def test_an_overlap_is_the_same_from_both_sides(one: Planned, other: Planned) -> None:
    there, back = overlap(one, other), overlap(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.likeness, there.days) == (back.likeness, back.days)
        assert there.days[0] <= there.days[1]


@settings(max_examples=60, deadline=None)
@given(some.lists(lines(), max_size=6), lines())
def test_one_more_line_never_makes_a_gap(standing: list[Planned], more: Planned) -> None:
    places, groups = ["SY02", "SY0203", "SY03"], ["idps", "orphans"]
    before, after = (set(gaps(cover(rows, places, groups))) for rows in (standing, [*standing, more]))
    assert after <= before
