"""How pages of needs answer: a refusal becomes words on the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from journal.addresses import full_address
from needs.models import Need, Offer, Precision
from needs.permissions import sees_exactly
from needs.queries import shown_point


def where_of(request: HttpRequest, posting: Need | Offer) -> dict[str, Any]:
    """Its address to send to somebody, and its point: exact for whom it is, else as exactly as others are told."""
    path = request.path if request.path.endswith(f"/{posting.pk}/") else ""
    share = full_address(request, path)
    if posting.latitude is None:
        return {"share": share}
    if sees_exactly(request.user, posting):
        point: Any = {"latitude": posting.latitude, "longitude": posting.longitude}
        told = _("others are told: %(precision)s") % {"precision": posting.get_precision_display()}
        return {"share": share, "point": point, "point_words": told if posting.precision != Precision.EXACT else ""}
    words = "" if posting.precision == Precision.EXACT else posting.get_precision_display()
    return {"share": share, "point": shown_point(posting), "point_words": words}


def sent(request: HttpRequest) -> Any:
    """What a form sent; also an empty one is sent."""
    return request.POST if request.method == "POST" else None
