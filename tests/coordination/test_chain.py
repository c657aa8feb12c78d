"""What was said becomes a recommendation, and its chain is one line, both ways, as far as one sees it."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from chat.actions import delete_message
from chat.models import Message
from coordination.actions import (
    Said,
    adopt_recommendation,
    confirm_update,
    create_recommendation,
    create_task_of_entry,
    link_recommendation,
)
from coordination.models import MinuteTask, Recommendation
from coordination.permissions import can_create_task_of_entry
from coordination.queries import chain_of, origin_shown, recommendations_made_of, tasks_made_of_entry
from journal.refusals import Conflict, Refused
from meetings.permissions import grant_person
from projects.models import Task
from tests.chat.rooms import group_room, said
from tests.coordination.brought import SAID as WORDS
from tests.coordination.brought import make_entry
from tests.coordination.followed import (
    TEXT,
    assigned_recommendation,
    draft_recommendation,
    make_decision,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import article, draft, open_round
from tests.legislation.rivalling import put_forward
from tests.meetings.made import chair_of
from tests.needs.board import standing_need
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def address(name: str, *ids: int) -> str:
    return reverse(f"coordination:{name}", args=ids)


def talk(cast: Cast) -> Message:
    """Of Basel to Hala and Salma: Omar is not there."""
    return said(cast, "basel", group_room(cast, "basel", [cast.hala, cast.salma]), WORDS)


def post(client: Client, where: str, given: dict[str, Any]) -> Any:
    return client.post(where, json.dumps(given, default=str), content_type="application/json")


# It becomes a recommendation ------------------------------------------------------------------------------------------
def test_a_message_becomes_a_recommendation(cast: Cast) -> None:
    forum, message, salma = standing_forum(cast), talk(cast), signed_in(cast.salma)
    chosen = salma.get(address("choose_body") + f"?message={message.pk}")
    where = address("create_recommendation", forum.body_id) + f"?message={message.pk}"
    assert chosen["Location"] == where
    assert WORDS in salma.get(where).content.decode()
    salma.post(where, {"client_id": uuid4(), "text": TEXT, "report_every": 30, "visibility": "members"})
    row = Recommendation.objects.get()
    assert (row.text, row.origin.message, row.origin.words) == (TEXT, message, WORDS)
    assert row.code in salma.get(where).content.decode()  # it says what was made of it already
    marks = salma.get(f"/api/rooms/{message.room_id}/recommendations/").json()
    assert [(mark["message"], mark["address"]) for mark in marks] == [(message.pk, address("recommendation", row.pk))]
    assert signed_in(cast.hala).get(f"/api/rooms/{message.room_id}/recommendations/").json() == []  # it is a draft
    assert signed_in(cast.omar).get(f"/api/rooms/{message.room_id}/recommendations/").status_code == 404


def test_what_one_does_not_read_is_not_taken_up(cast: Cast) -> None:
    forum, message = standing_forum(cast), talk(cast)
    grant_person(forum.body, cast.omar, ["see_body", "minute_body"])
    omar = signed_in(cast.omar)
    assert omar.get(address("create_recommendation", forum.body_id) + f"?message={message.pk}").status_code == 404
    assert omar.get(address("choose_body") + f"?message={message.pk}").status_code == 404
    assert omar.get(address("choose_body")).status_code == 404
    given: dict[str, Any] = {"body": forum.body, "client_id": uuid4(), "text": TEXT}
    with pytest.raises(Refused):
        create_recommendation(actor=cast.actor("omar"), origin=Said(message=message), **given)
    answer = post(omar, "/api/recommendations/", {**given, "body": forum.body_id, "message": message.pk})
    assert (answer.status_code, Recommendation.objects.count()) == (400, 0)


def test_who_writes_no_minutes_is_told_so(cast: Cast) -> None:
    standing_forum(cast)
    page = signed_in(cast.hala).get(address("choose_body") + f"?message={talk(cast).pk}")
    assert page.status_code == 200
    assert "/recommendations/new/" not in page.content.decode()


def test_a_need_and_minutes_become_recommendations(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    need, entry = standing_need(cast, visibility="members"), make_entry(cast, forum.body)
    for kind, said_there in (("need", need), ("entry", entry)):
        where = address("create_recommendation", forum.body_id) + f"?{kind}={said_there.pk}"
        assert salma.get(where).status_code == 200
        salma.post(where, {"client_id": uuid4(), "text": kind, "report_every": 30, "visibility": "members"})
        made = recommendations_made_of(cast.salma, kind, said_there.pk).get()
        assert (made.text, getattr(made.origin, kind)) == (kind, said_there)
    assert Recommendation.objects.get(text="entry").origin.session == entry.session
    fragment = salma.get(address("need_recommendations", need.pk)).content.decode()
    assert Recommendation.objects.get(text="need").code in fragment
    assert f"?need={need.pk}" in fragment
    assert "?need=" not in signed_in(cast.basel).get(address("need_recommendations", need.pk)).content.decode()


def test_a_proposal_becomes_a_recommendation_and_each_leads_to_the_other(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    proposal = put_forward(cast, open_round(cast), title="مهلة الترخيص", rationale="المهلة طويلة.")
    panel = address("proposal_recommendations", proposal.pk)
    assert f"?proposal={proposal.pk}" in salma.get(panel).content.decode()
    where = address("create_recommendation", forum.body_id) + f"?proposal={proposal.pk}"
    assert salma.get(address("choose_body") + f"?proposal={proposal.pk}")["Location"] == where
    assert "المهلة طويلة." in salma.get(where).content.decode()
    salma.post(where, {"client_id": uuid4(), "text": TEXT, "report_every": 30, "visibility": "members"})
    row = Recommendation.objects.get()
    assert (row.origin.proposal, row.origin.words) == (proposal, "مهلة الترخيص\nالمهلة طويلة.")
    (said_there,) = chain_of(cast.salma, row)
    assert (said_there.kind, said_there.what, said_there.address) == (
        "said",
        f"{proposal.code} مهلة الترخيص",
        f"/proposals/{proposal.pk}/",
    )
    assert row.code in salma.get(panel).content.decode()
    assert panel in salma.get(f"/proposals/{proposal.pk}/").content.decode()
    hala = signed_in(cast.hala).get(panel).content.decode()
    assert ("?proposal=" in hala, row.code in hala) == (False, False)  # it is a draft, of another body's


def test_a_proposal_nobody_was_shown_becomes_nothing_of_others(cast: Cast) -> None:
    law_round, forum = open_round(cast), standing_forum(cast)
    hidden = draft(cast, law_round, article(law_round.instrument, 1), "نص آخر")
    for where in (address("choose_body") + f"?proposal={hidden.pk}", address("proposal_recommendations", hidden.pk)):
        assert signed_in(cast.salma).get(where).status_code == 404
    given: dict[str, Any] = {"body": forum.body, "client_id": uuid4(), "text": TEXT}
    with pytest.raises(Refused):
        create_recommendation(actor=chair_of(cast), origin=Said(proposal=hidden), **given)
    asked = {**given, "body": forum.body_id, "proposal": hidden.pk}
    assert post(signed_in(cast.salma), "/api/recommendations/", asked).status_code == 400
    assert not Recommendation.objects.exists()


def test_a_proposal_carries_a_recommendation_out(cast: Cast) -> None:
    row, basel = assigned_recommendation(cast), signed_in(cast.basel)
    proposal = put_forward(cast, open_round(cast), title="مهلة الترخيص")
    for what in (proposal.code.lower(), f"/proposals/{proposal.pk}/"):
        answer = basel.put(f"/api/recommendations/{row.pk}/links/", {"what": what}, content_type="application/json")
        assert (answer.status_code, answer.json()["proposal"]) == (200, proposal.pk)
    steps = [(step.kind, step.address) for step in chain_of(cast.basel, row)]
    assert ("done", f"/proposals/{proposal.pk}/") in steps
    assert proposal.title in basel.get(address("recommendation", row.pk)).content.decode()
    assert row.code in basel.get(address("proposal_recommendations", proposal.pk)).content.decode()


def test_programs_say_of_what_it_was_made(cast: Cast) -> None:
    forum, message, salma = standing_forum(cast), talk(cast), signed_in(cast.salma)
    given = {"client_id": uuid4(), "body": forum.body_id, "text": TEXT, "message": message.pk, "page": "ص ٤"}
    made = post(salma, "/api/recommendations/", given)
    assert made.status_code == 201
    origin = Recommendation.objects.get().origin
    assert (origin.message, origin.page, origin.words) == (message, "ص ٤", WORDS)
    steps = salma.get(f"/api/recommendations/{made.json()['id']}/chain/").json()
    assert [(step["kind"], step["address"]) for step in steps] == [
        ("said", f"/rooms/{message.room_id}/m/{message.pk}/")
    ]
    assert signed_in(cast.gharib).get(f"/api/recommendations/{made.json()['id']}/chain/").status_code == 404


# The words ------------------------------------------------------------------------------------------------------------
def test_the_words_are_for_those_who_read_them_there_and_for_who_keeps_the_minutes(cast: Cast) -> None:
    forum, message = standing_forum(cast), talk(cast)
    row = draft_recommendation(cast, forum, origin=Said(message=message))
    adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=make_decision(cast, forum.body))
    row.refresh_from_db()
    shown = origin_shown(cast.hala, row)
    assert shown is not None
    assert shown["words"] == WORDS
    assert origin_shown(cast.omar, row) is None
    assert "said" not in [step.kind for step in chain_of(cast.omar, row)]
    omar, hala = (signed_in(person).get(address("chain", row.pk)).content.decode() for person in (cast.omar, cast.hala))
    assert (WORDS in omar, f"/m/{message.pk}/" in omar) == (False, False)
    assert (WORDS in hala, f"/m/{message.pk}/" in hala) == (True, True)
    delete_message(actor=cast.actor("basel"), message=message)
    assert origin_shown(cast.hala, row) is None
    kept = origin_shown(cast.salma, row)
    assert kept is not None
    assert (kept["words"], kept["step"]) == (WORDS, None)


# The chain ------------------------------------------------------------------------------------------------------------
def test_the_chain_is_one_line_from_what_was_said_to_what_was_verified(cast: Cast) -> None:
    forum = standing_forum(cast)
    row = assigned_recommendation(cast, forum, origin=Said(entry=make_entry(cast, forum.body)))
    project = joint_project(cast)
    link_recommendation(actor=cast.actor("basel"), recommendation=row, target=project)
    update = submitted_update(cast, row, is_done=True)
    confirm_update(actor=chair_of(cast), update=update)
    row.refresh_from_db()
    kinds = [step.kind for step in chain_of(cast.basel, row)]
    assert kinds == ["said", "decided", "promised", "done", "proven", "verified"]
    assert [step.kind for step in chain_of(cast.rania, row)] == ["promised", "verified"]  # sees no decision
    assert [step.kind for step in chain_of(cast.omar, row) if step.kind == "done"] == ["done"]  # a partner
    assert project.title in signed_in(cast.basel).get(address("chain", row.pk)).content.decode()
    page = signed_in(cast.basel).get(address("recommendation", row.pk)).content.decode()
    assert address("chain", row.pk) in page


# A task of minutes ----------------------------------------------------------------------------------------------------
def test_a_task_of_minutes(cast: Cast) -> None:
    forum, project = standing_forum(cast), joint_project(cast)
    entry = make_entry(cast, forum.body)
    assert cast.who(can_create_task_of_entry, entry, project) == "basel hala omar"
    basel, where = signed_in(cast.basel), address("create_task_of_entry", entry.pk)
    assert "نقترح لجنة تتابع ما نوصي به" in basel.get(where).content.decode()
    with entries_left() as left:
        answer = basel.post(where, {"client_id": uuid4(), "title": "تشكيل اللجنة", "project": project.pk})
    task = Task.objects.get()
    assert answer["Location"] == reverse("projects:task", args=[task.pk])
    assert [(each.stream, each.event) for each in left] == [
        (project.stream, "task_created"),
        (project.stream, "task_created_of_entry"),
    ]
    origin = MinuteTask.objects.get(task=task)
    assert (origin.entry, origin.words) == (entry, WORDS)
    assert tasks_made_of_entry(cast.omar, entry) == [task]
    results = reverse("coordination:minute_results", args=[entry.session_id])
    assert task.title in basel.get(results).content.decode()
    assert task.title not in signed_in(cast.salma).get(results).content.decode()
    assert WORDS in basel.get(address("task_minutes", task.pk)).content.decode()
    assert task.title in basel.get(where).content.decode()
    assert signed_in(cast.gharib).get(where).status_code == 404
    assert signed_in(cast.gharib).get(address("task_minutes", task.pk)).status_code == 404


def test_create_task_of_entry_refuses_and_repeats(cast: Cast) -> None:
    forum, project = standing_forum(cast), joint_project(cast)
    entry, other = make_entry(cast, forum.body), make_entry(cast, forum.body)
    given: dict[str, Any] = {"project": project, "client_id": uuid4(), "title": "تشكيل اللجنة"}
    basel = cast.actor("basel")
    task = create_task_of_entry(actor=basel, entry=entry, **given)
    assert create_task_of_entry(actor=basel, entry=entry, **given) == task
    with pytest.raises(Conflict):
        create_task_of_entry(actor=basel, entry=other, **given)
    with pytest.raises(ValidationError):
        create_task_of_entry(actor=basel, entry=entry, **{**given, "client_id": uuid4(), "title": ""})
    for name in ("rania", "gharib", "salma"):
        with pytest.raises(Refused):
            create_task_of_entry(actor=cast.actor(name), entry=entry, **{**given, "client_id": uuid4()})
    assert MinuteTask.objects.count() == 1


def test_tasks_of_minutes_for_programs(cast: Cast) -> None:
    forum, project = standing_forum(cast), joint_project(cast)
    entry, basel = make_entry(cast, forum.body), signed_in(cast.basel)
    where = f"/api/minute-entries/{entry.pk}/tasks/"
    answer = post(basel, where, {"client_id": uuid4(), "project": project.pk})
    assert answer.status_code == 201
    assert answer.json()["title"] == "نقترح لجنة تتابع ما نوصي به"
    assert basel.get(where).json() == [answer.json()]
    assert signed_in(cast.gharib).get(where).status_code == 404
    assert post(signed_in(cast.salma), where, {"client_id": uuid4(), "project": project.pk}).status_code == 404
