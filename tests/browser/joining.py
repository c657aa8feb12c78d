"""A round in which proposals of Basel's and Omar's associations stand (Site.happen)."""

from __future__ import annotations

from accounts.models import User
from organizations.models import Organization
from tests.browser.planning import actor
from tests.factories import Cast
from tests.legislation.made import article, open_round, proposal

NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")
HOURS = "عشرين ساعة"
RIVALS = ("خمس عشرة ساعة", "عشر ساعات")


def cast() -> Cast:
    people = {name: User.objects.get(username=name) for name in NAMES}
    own, other = actor("basel").organization, actor("omar").organization
    assert own is not None
    assert other is not None
    ministry = Organization.objects.get(memberships__person=people["rania"])
    return Cast(association=own, other=other, ministry=ministry, **people)


def proposed() -> dict[str, int]:
    """{round, on, ours, theirs, left}: rivals of one article by Basel's and Omar's, and one more of Omar's."""
    known = cast()
    row = open_round(known, title="جولة الدمج")
    on, other = article(row.instrument, 4), article(row.instrument, 6)
    words = on.texts.get(valid_to=None).text
    ours = proposal(known, row, on, words.replace(HOURS, RIVALS[0]))
    theirs = proposal(known, row, on, words.replace(HOURS, RIVALS[1]), by="omar", signatory="omar")
    shorter = other.texts.get(valid_to=None).text[:-1] + "، كل سنة."
    left = proposal(known, row, other, shorter, by="omar", signatory="omar", title="تأمين يُجدَّد كل سنة")
    return {"round": row.pk, "on": on.pk, "ours": ours.pk, "theirs": theirs.pk, "left": left.pk}
