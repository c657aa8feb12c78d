"""A recommendation full of private things, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from coordination.actions import add_milestone, link_recommendation, submit_update
from coordination.models import Forum, Theme
from files.examining import examine_bytes
from tests.attacks.seated import seated_ids
from tests.coordination.brought import as_csv, bring, make_entry
from tests.coordination.followed import assigned_recommendation, draft_recommendation, draft_update, proven
from tests.factories import Cast
from tests.meetings.made import chair_of
from tests.projects.made import joint_project

Ids = dict[str, list[Any]]


def recommended_ids(cast: Cast, forum: Forum, mark: str) -> Ids:
    """A recommendation that only those who take part see, with a report, a proof, a step and a link."""
    text = f"توصية {mark}"
    theme = Theme.objects.create(name=f"محور {mark}", body=forum.body)
    row = assigned_recommendation(cast, forum, text=text, visibility="body", theme=theme)
    chair, basel = chair_of(cast), cast.actor("basel")
    step = add_milestone(actor=chair, recommendation=row, client_id=uuid4(), title=f"خطوة {mark}")
    link = link_recommendation(actor=basel, recommendation=row, target=joint_project(cast, title=f"مشروع {mark}"))
    update = draft_update(cast, row, narrative=f"تقرير {mark}")
    proof = proven(cast, update, title=f"دليل {mark}", examined=examine_bytes(mark.encode(), f"{mark}.txt"))
    submit_update(actor=cast.actor("hala"), update=update)
    draft = draft_recommendation(cast, forum, text=text)
    entry = make_entry(cast, forum.body, text=f"محضر {mark}")
    return seated_ids(cast, row, mark) | {
        "minute-entries": [entry.pk],
        "recommendations": [row.pk, draft.pk],
        "themes": [theme.pk],
        "responsibilities": [row.responsibilities.get().pk],
        "recommendation-steps": [step.pk],
        "recommendation-links": [link.pk],
        "updates": [update.pk],
        "evidence": [proof.pk],
        "recommendation-sheets": [bring(cast, forum.body, as_csv({"text": f"من جدول {mark}"})).pk],
    }
