"""Several proposals put together into one, without a database."""

from __future__ import annotations

from legislation.amending import AFTER, RENUMBER, REPEAL, REPLACE, TERM, Change, Clause
from legislation.joining import Joined, change_for, joined

FEE = "يحدد رسم الشهر (50) ليرة سورية ولا يرد الرسم."
LAW = [Clause("a1", "article", "مادة 1", "", FEE)]


def change(key: str, kind: str, target: str | None = "a1", **details: str) -> Change:
    return Change(key, key[0], kind, target, **details)


def told(places: list[Joined]) -> list[tuple[str, str | None, bool]]:
    return [(place.name.split(":")[0], place.words, place.is_settled) for place in places]


def test_other_words_go_together_by_themselves() -> None:
    changes = [
        change("x1", REPLACE, text=FEE.replace("50", "500")),
        change("y1", REPLACE, text=FEE.replace("ولا يرد الرسم", "ويرد الرسم")),
    ]
    (place,) = joined(LAW, changes)
    assert (place.words, place.is_settled) == ("يحدد رسم الشهر (500) ليرة سورية ويرد الرسم.", True)
    assert place.is_shared
    assert (change_for(place).kind, change_for(place).text) == (REPLACE, place.words)


def test_the_same_words_wait_until_somebody_says() -> None:
    changes = [change(f"{who}1", REPLACE, text=FEE.replace("50", fee)) for who, fee in (("x", "5"), ("y", "9"))]
    assert told(joined(LAW, changes)) == [("replace", None, False)]
    assert told(joined(LAW, changes, {"replace:a1": "نص وسط"})) == [("replace", "نص وسط", True)]
    assert told(joined(LAW, changes, {"replace:a1": ""})) == [("replace", None, False)]


def test_a_repeal_and_a_wording_wait_and_nothing_said_repeals() -> None:
    changes = [change("x1", REPEAL), change("y1", REPLACE, text="نص")]
    assert told(joined(LAW, changes)) == [("replace", None, False)]
    (place,) = joined(LAW, changes, {"replace:a1": ""})
    assert change_for(place).kind == REPEAL
    (place,) = joined(LAW, changes, {"replace:a1": "نص آخر"})
    assert (change_for(place).kind, change_for(place).text) == (REPLACE, "نص آخر")


def test_what_all_want_is_said_once() -> None:
    changes = [
        *(change(f"{who}1", AFTER, text="نص جديد") for who in "xy"),
        *(change(f"{who}2", RENUMBER, label="مادة 2") for who in "xy"),
        *(change(f"{who}3", TERM, None, term="ليرة", new_term="دينار") for who in "xy"),
        *(change(f"{who}4", REPEAL) for who in "xy"),
    ]
    places = joined(LAW, changes)
    assert [change_for(place).kind for place in places] == [AFTER, RENUMBER, TERM, REPEAL]
    assert all(place.is_settled for place in places)


def test_two_numbers_or_two_terms_wait() -> None:
    changes = [
        *(change(f"{who}2", RENUMBER, label=f"مادة {number}") for who, number in (("x", 2), ("y", 3))),
        *(change(f"{who}3", TERM, None, term="ليرة", new_term=new) for who, new in (("x", "دينار"), ("y", "درهم"))),
    ]
    assert [place.is_settled for place in joined(LAW, changes)] == [False, False]
