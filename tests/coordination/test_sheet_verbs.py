"""The verbs of tables of recommendations: who may, what is repeated, what they leave, and where they go on."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.actions import (
    create_theme,
    discard_recommendation_sheet,
    fail_recommendation_sheet,
    forget_recommendation_sheet,
    import_recommendation_sheet,
    map_recommendation_sheet,
    start_recommendation_sheet,
    write_recommendation_sheet,
)
from coordination.forms.sheets import brought
from coordination.models import Recommendation, RecommendationSheet, Theme
from coordination.permissions import (
    can_create_theme,
    can_import_recommendation_sheet,
    can_start_recommendation_sheet,
    recommendation_sheets_for,
)
from coordination.queries.planned_rows import Known, planned_rows
from coordination.recommendation_table import guessed, kept, keyed_cells, read_file
from coordination.tasks.sheets import forget_sheet, give_up_sheet, write_sheet
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from meetings.actions import close_body
from meetings.permissions import grant_person
from tests.coordination.brought import as_csv, bring, write
from tests.coordination.followed import (
    adopted_recommendation,
)
from tests.coordination.made import standing_forum
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
Row = dict[str, object]


# The verbs ------------------------------------------------------------------------------------------------------------
def test_who_may_bring_and_start(cast: Cast) -> None:
    body = standing_forum(cast).body
    assert cast.who(can_import_recommendation_sheet, body) == cast.who(can_create_theme, body) == ""
    assert can_import_recommendation_sheet(chair_of(cast), body)
    sheet = bring(cast, body, as_csv({"text": "م"}))
    grant_person(body, cast.hala, ["see_body", "minute_body"])
    assert can_import_recommendation_sheet(cast.actor("hala"), body)
    assert not can_create_theme(cast.actor("hala"), body)
    assert not can_start_recommendation_sheet(cast.actor("hala"), sheet)
    assert [name for name in NAMES if sheet in recommendation_sheets_for(getattr(cast, name))] == ["salma"]
    hala, basel = cast.actor("hala"), cast.actor("basel")
    for refused in (
        lambda: bring(cast, body, as_csv({"text": "م"}), basel),
        lambda: start_recommendation_sheet(actor=hala, sheet=sheet),
        lambda: discard_recommendation_sheet(actor=hala, sheet=sheet),
        lambda: map_recommendation_sheet(actor=hala, sheet=sheet, columns=["text"], rows=[]),
        lambda: create_theme(actor=hala, body=body, name="الصحة"),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_entries_of_a_table(cast: Cast) -> None:
    forum = standing_forum(cast)
    sheet = bring(cast, forum.body, as_csv({"text": "م", "theme": "الصحة"}))
    with entries_left() as left:
        write(cast, sheet, makes_themes=True)
    row, own = Recommendation.objects.get(), f"user.{cast.salma.pk}"
    assert left == [
        (own, "recommendation_sheet_started", sheet.pk, {}),
        (forum.stream, "theme_created", forum.pk, {"theme": Theme.objects.get().pk}),
        (row.stream, "recommendation_created", row.pk, {"status": "draft", "code": row.code}),
        (own, "recommendation_sheet_finished", sheet.pk, {}),
    ]


def test_create_theme_repeated_and_its_limits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    body, actor = standing_forum(cast).body, chair_of(cast)
    theme = create_theme(actor=actor, body=body, name="الصحة")
    with entries_left() as left:
        assert create_theme(actor=actor, body=body, name=" الصحه ") == theme
    assert left == []
    for name in ("", "ن" * 121):
        with pytest.raises(ValidationError):
            create_theme(actor=actor, body=body, name=name)
    monkeypatch.setattr("coordination.actions.themes.MOST", 1)
    with pytest.raises(Conflict):
        create_theme(actor=actor, body=body, name="المأوى")


def test_import_recommendation_sheet_repeated(cast: Cast) -> None:
    body, client_id = standing_forum(cast).body, uuid4()
    found = brought(chair_of(cast), body, SimpleUploadedFile("t.csv", as_csv({"text": "م"})))
    given: dict[str, Any] = {"actor": chair_of(cast), "body": body, "client_id": client_id}
    first = import_recommendation_sheet(brought=found, **given)
    assert import_recommendation_sheet(brought=found, **given) == first
    other = brought(chair_of(cast), body, SimpleUploadedFile("t.csv", as_csv({"text": "ن"})))
    with pytest.raises(Conflict):
        import_recommendation_sheet(brought=other, **given)


def test_nobody_leaves_many_lying_and_what_waits_is_forgotten(cast: Cast) -> None:
    body = standing_forum(cast).body
    sheets = [bring(cast, body, as_csv({"text": str(at)})) for at in range(7)]
    assert set(RecommendationSheet.objects.all()) == set(sheets[2:])
    start_recommendation_sheet(actor=chair_of(cast), sheet=sheets[-1])
    for sheet in sheets:
        forget_sheet(sheet.pk)
    assert list(RecommendationSheet.objects.all()) == [sheets[-1]]
    forget_recommendation_sheet(actor=Actor.clock(), sheet=sheets[-1])
    with pytest.raises(Conflict):
        discard_recommendation_sheet(actor=chair_of(cast), sheet=sheets[-1])
    with pytest.raises(Conflict):
        map_recommendation_sheet(actor=chair_of(cast), sheet=sheets[-1], columns=["text"], rows=[])


def test_writing_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizations.sheets.brought.TURN", 0)  # one row a turn
    sheet = bring(cast, standing_forum(cast).body, as_csv(*({"text": f"م{at}"} for at in range(3))))
    start_recommendation_sheet(actor=chair_of(cast), sheet=sheet)
    assert write_recommendation_sheet(actor=chair_of(cast), sheet=sheet)
    give_up_sheet(sheet.pk)
    write_sheet(sheet.pk)
    assert Recommendation.objects.count() == 1
    write(cast, sheet)
    assert (sheet.state, Recommendation.objects.count()) == ("finished", 3)


def test_who_lost_the_body_writes_no_more(cast: Cast) -> None:
    body = standing_forum(cast).body
    grant_person(body, cast.hala, ["see_body", "minute_body"])
    hala: Actor = cast.actor("hala")
    sheet = bring(cast, body, as_csv({"text": "م"}), hala)
    start_recommendation_sheet(actor=hala, sheet=sheet)
    close_body(actor=chair_of(cast), body=body)
    write_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, Recommendation.objects.count()) == ("failed", 0)
    with entries_left() as left:
        fail_recommendation_sheet(actor=Actor.clock(), sheet=sheet)
    assert [each.event for each in left] == ["recommendation_sheet_failed"]


def test_the_dry_run_asks_the_same_however_many(cast: Cast, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    rows: list[Row] = [
        {"code": adopted_recommendation(cast, forum, text=f"م{at}").code, "organization": str(cast.other)}
        for at in range(3)
    ]
    content, actor = as_csv(*rows), chair_of(cast)
    for number in (1, 3):
        table = read_file(content, "t.csv")
        table.rows = table.rows[:number]
        cells = keyed_cells(kept(table), guessed(table))
        with django_assert_num_queries(18):
            assert [plan.state for plan in planned_rows(Known(actor, forum.body), cells)] == ["changed"] * number
