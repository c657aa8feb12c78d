"""The pages and calls of the register of decisions."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from coordination.models import Decision, Recommendation, RecommendationOrigin
from meetings.models import Session
from tests.coordination.decided import WORDS, decided, forum_hall, voted, written
from tests.coordination.followed import adopted_recommendation, draft_recommendation
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in
from tests.meetings.made import open_session

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def address(name: str, pk: int, **asked: Any) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"coordination:{name}", args=[pk]) + (f"?{query}" if query else "")


def test_from_the_paragraph_to_the_register(cast: Cast) -> None:
    session, salma = forum_hall(cast), signed_in(cast.salma)
    entry, ballot = written(cast, session), voted(cast, session)
    at = address("create_decision", session.body_id, entry=entry.pk)
    page = salma.get(at).content.decode()
    assert WORDS in page
    assert 'name="text"' not in page
    given = {"client_id": uuid4(), "title": "", "ballot": ballot.pk, "method": "consensus", "text": "غيره"}
    there = salma.post(at, given)["Location"]
    row = Decision.objects.get()
    assert (row.text, row.ballot, row.entry) == (WORDS, ballot, entry)
    assert salma.get(at)["Location"] == there
    seen = signed_in(cast.basel).get(there).content.decode()
    assert WORDS in seen
    assert address("revoke_decision", row.pk) not in seen
    assert row.title in signed_in(cast.basel).get(address("decisions", session.body_id)).content.decode()
    assert signed_in(cast.gharib).get(there).status_code == 404
    assert signed_in(cast.gharib).get(address("decisions", session.body_id)).status_code == 404


def test_from_the_vote_to_the_register(cast: Cast) -> None:
    session, salma = forum_hall(cast), signed_in(cast.salma)
    ballot, refused = voted(cast, session), voted(cast, session, basel="no", omar="no")
    at = address("create_decision", session.body_id, ballot=ballot.pk)
    part = address("ballot_decision", ballot.pk)
    assert part in salma.get(reverse("meetings:ballot", args=[ballot.pk])).content.decode()
    assert at in salma.get(part).content.decode()
    assert at not in signed_in(cast.basel).get(part).content.decode()
    assert "create" not in salma.get(address("ballot_decision", refused.pk)).content.decode()
    there = salma.post(at, {"client_id": uuid4()})["Location"]
    assert there in signed_in(cast.basel).get(part).content.decode()
    other = salma.post(address("create_decision", session.body_id, ballot=refused.pk), {"client_id": uuid4()})
    assert other.status_code == 200
    assert Decision.objects.count() == 1


def test_the_page_refuses_who_does_not_chair(cast: Cast) -> None:
    session = forum_hall(cast)
    entry = written(cast, session)
    for name in ("basel", "omar"):
        at = address("create_decision", session.body_id, entry=entry.pk)
        assert signed_in(getattr(cast, name)).get(at).status_code == 403
    assert signed_in(cast.gharib).get(address("create_decision", session.body_id)).status_code == 404
    salma = signed_in(cast.salma)
    for asked in ({"entry": 10**9}, {"ballot": "x"}, {"session": 0}):
        assert salma.get(address("create_decision", session.body_id, **asked)).status_code == 404


def test_a_decision_by_itself_revokes_an_earlier_one(cast: Cast) -> None:
    session, salma = forum_hall(cast), signed_in(cast.salma)
    first = decided(cast, session.body)
    at = address("create_decision", session.body_id, revokes=first.pk)
    assert f'<option value="{first.pk}" selected' in salma.get(at).content.decode()
    given = {"client_id": uuid4(), "text": "تُحلّ اللجنة.", "session": session.pk, "method": "hands", "revokes": first.pk}
    there = salma.post(at, given)["Location"]
    assert there in salma.get(address("decision", first.pk)).content.decode()
    second = Decision.objects.latest("pk")
    third = decided(cast, session.body)
    assert salma.post(address("revoke_decision", second.pk), {"by": third.pk}).status_code == 302
    assert salma.post(address("revoke_decision", third.pk), {"by": first.pk}).status_code == 200
    assert signed_in(cast.basel).post(address("revoke_decision", third.pk), {"by": 1}).status_code == 403


def test_a_recommendation_is_adopted_by_a_decision_of_the_register(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    draft = draft_recommendation(cast, forum)
    at = address("adopt_recommendation", draft.pk)
    assert address("create_decision", forum.body_id) in salma.get(at).content.decode()
    row = decided(cast, forum.body)
    page = salma.get(address("decision", row.pk)).content.decode()
    assert f"{at}?decision={row.pk}" in page
    assert f'<option value="{row.pk}" selected' in salma.get(f"{at}?decision={row.pk}").content.decode()
    salma.post(at, {"decision": row.pk})
    assert draft.code in signed_in(cast.basel).get(address("decision", row.pk)).content.decode()


def test_a_decision_offers_only_drafts_that_it_can_adopt(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    row = decided(cast, forum.body)
    open_one, ended = adopted_recommendation(cast, forum), adopted_recommendation(cast, forum)
    Recommendation.objects.filter(pk=ended.pk).update(status="verified")
    free, late = (draft_recommendation(cast, forum, supersedes=each) for each in (open_one, ended))
    elsewhere = draft_recommendation(cast, standing_forum(cast, title="ملتقى آخر"))
    page = salma.get(address("decision", row.pk)).content.decode()
    offered = [each for each in (free, late, elsewhere) if address("adopt_recommendation", each.pk) in page]
    assert offered == [free]


def test_a_paragraph_that_is_a_decision_says_so_where_it_stands(cast: Cast) -> None:
    session = forum_hall(cast)
    entry, other = written(cast, session), written(cast, session)
    salma, minutes = signed_in(cast.salma), address_of_minutes(session)
    page = salma.get(minutes).content.decode()
    assert f'id="decide-{entry.pk}"' in page
    row = decided(cast, session.body, entry=entry)
    part = salma.get(address("minute_results", session.pk)).content.decode()
    assert f'id="decide-{entry.pk}" hx-swap-oob="outerHTML" href="{address("decision", row.pk)}"' in part
    assert f"decide-{other.pk}" not in part
    assert "hx-swap-oob" not in signed_in(cast.basel).get(address("minute_results", session.pk)).content.decode()
    at = address("create_decision", session.body_id, entry=entry.pk)
    assert salma.get(at)["Location"] == address("decision", row.pk)


def address_of_minutes(session: Session) -> str:
    return reverse("meetings:minutes", args=[session.pk])


def test_what_came_of_the_minutes_stands_beside_them(cast: Cast) -> None:
    session = forum_hall(cast)
    entry = written(cast, session)
    part = address("minute_results", session.pk)
    assert (
        address("create_decision", session.body_id, session=session.pk)
        in signed_in(cast.salma).get(part).content.decode()
    )
    row = decided(cast, session.body, entry=entry)
    recommendation = adopted_recommendation(cast, session.body.forum)
    RecommendationOrigin.objects.create(recommendation=recommendation, entry=entry, session=session)
    seen = signed_in(cast.basel).get(part).content.decode()
    assert seen.count(f'href="#entry-{entry.pk}"') == 2
    assert address("decision", row.pk) in seen
    assert recommendation.code in seen
    assert "create" not in seen
    assert signed_in(cast.gharib).get(part).status_code == 404
    assert Client().get(part).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum, client = standing_forum(cast), signed_in(cast.basel)
    for _each in range(number):
        decided(cast, forum.body, session=open_session(cast, forum.body))
    cache.clear()
    client.get("/about/")
    with django_assert_num_queries(25):
        page = client.get(address("decisions", forum.body_id)).content.decode()
    assert page.count(WORDS) == number


def test_the_register_of_a_public_body_is_for_everybody(cast: Cast) -> None:
    forum = standing_forum(cast, visibility="public")
    row = decided(cast, forum.body)
    for at in (address("decisions", forum.body_id), address("decision", row.pk)):
        answer = Client().get(at)
        assert (answer.status_code, row.title in answer.content.decode()) == (200, True)
        assert str(cast.salma) not in answer.content.decode()


def sent(client: Client, method: str, at: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{at}", body or {}, content_type="application/json")


def test_the_api_writes_reads_and_revokes(cast: Cast) -> None:
    session, salma, basel = forum_hall(cast), signed_in(cast.salma), signed_in(cast.basel)
    entry = written(cast, session)
    at, body = f"bodies/{session.body_id}/decisions/", {"client_id": str(uuid4()), "entry": entry.pk}
    made, again = sent(salma, "post", at, body), sent(salma, "post", at, body)
    assert (made.status_code, again.status_code, made.json()["text"]) == (201, 200, WORDS)
    assert again.json() == made.json()
    one = f"decisions/{made.json()['id']}/"
    assert basel.get(f"/api/{one}").json() == made.json()
    assert [each["number"] for each in basel.get(f"/api/{at}").json()["results"]] == [1]
    later = sent(salma, "post", at, {"client_id": str(uuid4()), "text": "تُحلّ."}).json()
    revoked = sent(salma, "put", f"{one}revocation/", {"by": later["id"]})
    assert (revoked.status_code, revoked.json()["revoked_by"]) == (200, later["id"])


def test_the_api_refuses_as_the_pages_do(cast: Cast) -> None:
    session, salma = forum_hall(cast), signed_in(cast.salma)
    at, body = f"bodies/{session.body_id}/decisions/", {"client_id": str(uuid4()), "text": WORDS}
    assert sent(signed_in(cast.basel), "post", at, body).status_code == 403
    assert sent(signed_in(cast.gharib), "post", at, body).status_code == 404
    assert Client().get(f"/api/{at}").status_code == 401
    refused = voted(cast, session, basel="no", omar="no")
    answer = sent(salma, "post", at, {"client_id": str(uuid4()), "ballot": refused.pk})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_passed")
    for wrong in ({"entry": 10**9}, {"session": open_session(cast, standing_forum(cast).body).pk}, {}):
        assert sent(salma, "post", at, {"client_id": str(uuid4()), **wrong}).status_code == 400
    row = decided(cast, session.body)
    for name, code in (("basel", 403), ("gharib", 404)):
        client = signed_in(getattr(cast, name))
        assert sent(client, "put", f"decisions/{row.pk}/revocation/", {"by": row.pk}).status_code == code
