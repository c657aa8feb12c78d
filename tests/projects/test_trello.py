"""Trello's boards: what they become, and every way in which a file is none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from projects.actions.sheets import kind_of
from projects.models import Check, Column, Project, Task
from projects.trello import MOST_CARDS, TrelloError, read_board
from tests.factories import Cast
from tests.projects.sheets import bring, write
from tests.projects.trello import card, export, exported

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_a_board_is_read() -> None:
    board = read_board(exported())
    assert (board.title, board.columns) == ("استجابة الشتاء", ["للتنفيذ", "قيد التنفيذ", "Done"])
    assert [each.key for each in board.cards] == ["c1", "c4", "c2", "c3", "c5"]
    first = board.cards[0]
    assert (first.starts_on, first.due_on) == (date(2026, 12, 1), date(2026, 12, 6))
    assert first.checks == (("قوائم الأسر", True), ("استلام من المستودع", False))
    assert (first.labels, first.members) == (("صحة", "red"), ("عمر", "Nobody Known"))
    assert [each.is_archived for each in board.cards] == [False, True, False, False, True]


def test_a_board_becomes_columns_and_tasks(cast: Cast, project: Project) -> None:
    sheet = bring(cast, project, exported(), "board.json", "basel")
    assert (sheet.kind, sheet.counts["new"]) == ("trello", 3)
    assert sheet.rows[0]["notes"] == []
    assert write(cast, sheet, "basel").refused == []
    tasks = {task.title: task for task in Task.objects.select_related("column")}
    first = tasks["توزيع حصص النظافة في ريف حلب"]
    assert (first.column.title, first.person, first.checked_count, first.checks_count) == ("للتنفيذ", cast.omar, 1, 2)
    assert "<script>" in first.description
    assert [row.text for row in Check.objects.filter(task=first)] == ["قوائم الأسر", "استلام من المستودع"]
    assert tasks["تقييم الاحتياج"].done_at is not None
    assert Column.objects.filter(project=project, title__in=["للتنفيذ", "قيد التنفيذ", "Done"]).count() == 3


def test_who_makes_no_columns_brings_cards_into_those_of_that_meaning(cast: Cast, project: Project) -> None:
    assert write(cast, bring(cast, project, exported(), "board.json")).refused == []
    assert list(Task.objects.order_by("number").values_list("column__kind", flat=True)) == ["todo", "doing", "done"]
    assert Column.objects.filter(project=project).count() == 4


def test_a_board_brought_again_brings_only_what_is_new(cast: Cast, project: Project) -> None:
    write(cast, bring(cast, project, exported(), "board.json"))
    more = export()
    more["cards"].append(card("c6", "بطاقة جديدة", "l1"))
    again = bring(cast, project, json.dumps(more).encode(), "board.json")
    assert again.counts == {"new": 1, "changed": 0, "same": 3, "wrong": 0}
    assert bring(cast, project, exported(), "board.json", with_archived=True).counts["new"] == 2


def test_what_a_list_means_is_said_by_its_name() -> None:
    assert [
        kind_of(name) for name in ("Done ✅", "مهام منجزة تم", "قيد التنفيذ", "In progress", "بانتظار الرد", "أفكار")
    ] == [
        "done",
        "done",
        "doing",
        "doing",
        "waiting",
        "todo",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "not_json"),
        (b'{"cards": [' + b"[" * 200_000, "too_deep"),
        (b"[1]", "not_trello"),
        (b"{}", "not_trello"),
        (b'{"cards": [], "lists": "x"}', "not_trello"),
        (b"<!doctype html><title>Trello</title>", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (exported(cards=[]), "empty"),
        (exported(cards=[card(f"c{at}", "م", "l1") for at in range(10_000)]), "too_many_cards"),
        (b'{"x": "' + b"a" * (20 * 1024 * 1024), "too_large"),
    ],
    ids=["cut", "deep", "list", "empty", "lists", "html", "bytes", "no-cards", "10000-cards", "20-mb"],
)
def test_what_is_no_board(content: bytes, code: str) -> None:
    with pytest.raises(TrelloError) as refusal:
        read_board(content)
    assert refusal.value.code == code
    assert MOST_CARDS < 10_000


def test_a_board_of_nonsense_is_read_without_harm() -> None:
    odd: dict[str, Any] = {
        "pos": "x",
        "due": 5,
        "idMembers": {"a": 1},
        "labels": [1, None],
        "desc": ["x"],
        "closed": "no",
    }
    board = read_board(
        json.dumps(export(cards=[card("c1", "عنوان\x00 " + "ط" * 500, "l1", **odd), {"id": 5}])).encode()
    )
    assert [(len(each.title), each.due_on, each.description) for each in board.cards] == [(200, None, "")]
