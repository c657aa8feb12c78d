"""The law as amended, and what competes with what."""

from __future__ import annotations

import random
from collections.abc import Hashable

import pytest

from legislation.amending import (
    AFTER,
    BEFORE,
    HEADING,
    RENUMBER,
    REPEAL,
    REPLACE,
    TERM,
    Change,
    Clause,
    Competing,
    amended,
    gathered,
    groups,
    provisional_label,
    replaced_term,
    rivals,
    rivals_of,
)

FEE = "يحدد رسم الشهر (50) ليرة سورية ولا يرد الرسم بأي حال من الأحوال."
LAW = [
    Clause("p1", "part", "الباب الأول", "الجمعيات عموماً", ""),
    Clause("a1", "article", "مادة 1", "", "تدعى الجمعية العمومية مرة كل سنة.", "p1"),
    Clause("a2", "article", "مادة 2", "", FEE, "p1"),
    Clause("a2b", "paragraph", "ب", "", "ويعفى منه المعوقون.", "a2"),
    Clause("a3", "article", "مادة 3", "", "تعلن قرارات الجمعية العمومية وللجمعية العمومية أن تنشرها.", "p1"),
]


def change(key: str, kind: str, target: str | None = None, **details: str) -> Change:
    """Of the proposal that its key begins with."""
    return Change(key, key[0], kind, target, **details)


def read(changes: list[Change]) -> dict[str, str]:
    return {row.clause.label: row.clause.text for row in amended(LAW, changes) if row.state != "repealed"}


def test_nothing_adopted_is_the_law_as_it_stands() -> None:
    rows = amended(LAW, [])
    assert [row.clause for row in rows] == LAW
    assert {row.state for row in rows} == {"same"}


def test_two_changes_of_other_words_are_both_done_and_both_named() -> None:
    changes = [
        change("x1", REPLACE, "a2", text=FEE.replace("(50)", "(500)")),
        change("y1", REPLACE, "a2", text=FEE.replace("بأي حال من الأحوال", "إلا إذا رُفض الطلب")),
    ]
    row = next(row for row in amended(LAW, changes) if row.clause.key == "a2")
    assert row.clause.text == "يحدد رسم الشهر (500) ليرة سورية ولا يرد الرسم إلا إذا رُفض الطلب."
    assert row.origins == ["x1", "y1"]
    assert rivals(LAW, changes) == []


def test_two_changes_of_the_same_words_compete() -> None:
    changes = [
        change(f"{who}1", REPLACE, "a2", text=FEE.replace("(50)", f"({fee})")) for who, fee in (("x", 5), ("y", 9))
    ]
    assert rivals(LAW, changes) == [("x1", "y1")]
    with pytest.raises(Competing) as refused:
        amended(LAW, changes)
    assert refused.value.changes == ("x1", "y1")


def test_a_repeal_takes_what_stands_in_it_and_competes_with_all_on_it() -> None:
    repeal = change("x1", REPEAL, "a2")
    assert [row.clause.key for row in amended(LAW, [repeal]) if row.state == "repealed"] == ["a2", "a2b"]
    assert rivals(LAW, [repeal, change("y1", REPLACE, "a2b", text="ولا يعفى منه أحد.")]) == [("x1", "y1")]
    assert rivals(LAW, [repeal, change("y1", REPEAL, "a2")]) == []
    assert rivals(LAW, [repeal, change("y1", REPLACE, "a3", text="تُعلن.")]) == []
    with pytest.raises(Competing):
        amended(LAW, [repeal, change("y1", REPLACE, "a2b", text="ولا يعفى منه أحد.")])


def test_insertions_stand_in_their_order_with_labels_for_the_time_being() -> None:
    changes = [
        change("x1", AFTER, "a2", text="الأولى"),
        change("y1", AFTER, "a2", text="الثانية"),
        change("z1", BEFORE, "a1", text="قبل الكل", label="مادة تمهيدية"),
    ]
    rows = amended(LAW, changes)
    assert [row.clause.label for row in rows] == [
        *("الباب الأول", "مادة تمهيدية", "مادة 1", "مادة 2", "ب", "مادة 2 مكرر", "مادة 2 مكرر 2", "مادة 3"),
    ]
    assert [row.clause.text for row in rows if row.state == "inserted"] == ["قبل الكل", "الأولى", "الثانية"]
    assert rivals(LAW, changes) == []


def test_a_term_is_replaced_throughout_counted_and_listed() -> None:
    term = change("x1", TERM, term="الجمعية العمومية", new_term="الهيئة العامة")
    rows = {row.clause.key: row for row in amended(LAW, [term])}
    assert rows["a1"].clause.text == "تدعى الهيئة العامة مرة كل سنة."
    assert rows["a1"].hits == {"x1": 1}
    assert rows["a3"].hits == {"x1": 1}  # «وللجمعية العمومية» has another first letter: it is listed, not guessed
    assert rows["a2"].state == "same"


def test_a_term_hits_whole_words_and_keeps_what_is_written_onto_it() -> None:
    assert replaced_term("تدفع رسماً ورسم الشهر وبرسم آخر", "رسم", "بدل") == ("تدفع رسماً وبدل الشهر وبرسم آخر", 1)
    assert replaced_term("كل شيء", "لا يوجد", "يوجد") == ("كل شيء", 0)
    assert replaced_term("كل شيء", "  ", "يوجد") == ("كل شيء", 0)


def test_a_term_competes_where_another_changes_the_same_words() -> None:
    term = change("x1", TERM, term="الجمعية العمومية", new_term="الهيئة العامة")
    near = change("y1", REPLACE, "a1", text="تدعى الجمعية العامة مرة كل سنة.")
    far = change("y2", REPLACE, "a1", text="تدعى الجمعية العمومية مرتين كل سنة.")
    assert rivals(LAW, [term, near]) == [("x1", "y1")]
    assert rivals(LAW, [term, far]) == []
    assert rivals(LAW, [term, change("z1", TERM, term="الجمعية العمومية", new_term="المؤتمر العام")]) == [("x1", "z1")]


def test_headings_and_numbers_are_changed_for_themselves() -> None:
    changes = [
        change("x1", HEADING, "p1", heading="المنظمات عموماً"),
        change("x2", RENUMBER, "a3", label="مادة 4"),
        change("y1", RENUMBER, "a3", label="مادة 5"),
    ]
    rows = {row.clause.key: row.clause for row in amended(LAW, changes[:2])}
    assert (rows["p1"].heading, rows["a3"].label) == ("المنظمات عموماً", "مادة 4")
    assert rivals(LAW, changes) == [("x2", "y1")]


def test_changes_of_one_proposal_are_no_rivals() -> None:
    changes = [change("x1", REPEAL, "a2"), change("x2", REPLACE, "a2b", text="شيء آخر")]
    assert rivals(LAW, changes) == []


def test_groups_join_what_competes() -> None:
    assert groups([("a", "b"), ("b", "c")], ["a", "b", "c", "d"]) == [["a", "b", "c"], ["d"]]


def test_provisional_labels_do_not_repeat() -> None:
    assert provisional_label("مادة 12", ["مادة 12"]) == "مادة 12 مكرر"
    assert provisional_label("مادة 12", ["مادة 12", "مادة ١٢ مكرراً"]) == "مادة 12 مكرر 2"


@pytest.mark.parametrize("seed", range(12))
def test_what_gathers_is_what_the_pairs_of_rivals_say(seed: int) -> None:
    """The map's short way, against the long one."""
    dice, words = random.Random(seed), FEE.split()
    texts = [FEE, *(FEE.replace(word, "كلمة", 1) for word in words)]
    kinds = [REPLACE] * 6 + [HEADING, RENUMBER, REPEAL, AFTER, TERM]
    many = []
    for at in range(30):
        kind, target = dice.choice(kinds), dice.choice(LAW).key
        said = {"text": dice.choice(texts), "label": str(dice.randrange(3)), "heading": dice.choice("ab")}
        said |= {"term": dice.choice(["الرسم", "الجمعية العمومية", "كلمة"]), "new_term": dice.choice("xy")}
        many.append(Change(at, at % 9, kind, None if kind == TERM else target, **said))
    by_key: dict[Hashable, Change] = {change.key: change for change in many}
    competing: dict[Hashable, set[Hashable]] = {}
    for pair in rivals(LAW, many):
        one, other = (by_key[key] for key in pair)
        for target in {one.target, other.target} - {None}:
            competing.setdefault(target, set()).update({one.proposal, other.proposal})
    own = [change for change in many if change.proposal == 0]
    others = [change for change in many if change.proposal != 0]
    with_own = {
        by_key[key].proposal
        for pair in rivals(LAW, many)
        if 0 in {by_key[key].proposal for key in pair}
        for key in pair
    }
    assert rivals_of(LAW, own, others) == with_own - {0}
    found = gathered(LAW, many)
    assert found.rivals == competing
    assert found.terms == {
        each.key: [clause.key for clause in LAW if replaced_term(clause.text, each.term, "")[1]]
        for each in many
        if each.kind == TERM
    }
