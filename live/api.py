"""Catching up over HTTP: a client that only polls this misses nothing; the socket only makes it sooner."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from journal.queries import epoch
from journal.refusals import invalid
from live.reading import Found, Wish, read_wishes
from live.streams import is_name

MOST_STREAMS = 100
MOST_BYTES = 512 * 1024  # of one stream
MOST_IN_ALL = 2 * 1024 * 1024


@extend_schema(
    operation_id="sync",
    parameters=[
        OpenApiParameter(
            "room.33",
            OpenApiTypes.INT,
            description="The number up to which the client knows the stream named by the parameter; any streams, "
            f"at most {MOST_STREAMS}.",
        )
    ],
    responses=OpenApiTypes.OBJECT,
)
@api_view(["GET"])
def sync(request: Request) -> Response:
    """What the asked streams hold after the given numbers: {"epoch", "streams": {name: …}}, up to 200 entries each.

    What does not fit into one answer is left to the next: `more` is true, also where a stream has no entries here.

    Of each stream `{"head", "seq", "entries", "more"}`; `{"reset": true, "head"}` when the number lies below what is
    kept or above the head; `{"gone": true}` when it may not be watched or does not exist.
    """
    wishes = {name: Wish(after=number_of(name, after)) for name, after in request.GET.items()}
    if len(wishes) > MOST_STREAMS:
        raise invalid(_("At most %(most)d streams in one request.") % {"most": MOST_STREAMS}, code="too_many_streams")
    assert isinstance(request.user, User)
    asked = {name: wish for name, wish in wishes.items() if request.user.may_open(name)}
    found = read_wishes(request.user.pk, asked, MOST_BYTES, MOST_IN_ALL)
    streams = {name: shown_stream(found.get(name)) for name in wishes}
    return Response({"epoch": epoch(), "streams": streams}, headers={"Cache-Control": "no-store"})


def number_of(name: str, after: object) -> int:
    if not is_name(name):
        raise invalid(_("“%(name)s” is not the name of a stream.") % {"name": name[:60]}, code="bad_stream")
    if not (isinstance(after, str) and after.isascii() and after.isdigit() and len(after) < 19):
        raise invalid(_("The number after a stream's name is a whole number."), code="bad_number")
    return int(after)


def shown_stream(found: Found | None) -> dict[str, Any]:
    if found is None:
        return {"gone": True}
    if found.is_reset:
        return {"reset": True, "head": found.position.head}
    position = found.position
    return {"head": position.head, "seq": position.seq, "entries": found.entries, "more": found.has_more}
