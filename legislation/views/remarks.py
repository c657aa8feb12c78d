"""What is said on words of an article in a round, and on a proposal: parts of their pages, pages of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.remarks import RemarkForm, RemarkTextForm, ReplyForm
from legislation.models import Remark
from legislation.queries.remarks import Said, Talk
from legislation.seen import seen_proposal, seen_remark, seen_round
from legislation.states import FROZEN, OPEN
from organizations.actors import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def remarks_of_provision(request: HttpRequest, pk: int, provision_pk: int) -> HttpResponse:
    """On an article, in a round; what is sent to it is a new remark."""
    reached = head(f"round.{pk}")
    row = seen_round(request, pk)
    article = get_object_or_404(row.instrument.provisions.all(), pk=provision_pk)
    actor = actor_of(request)
    can_remark = row.status in {OPEN, FROZEN} and permissions.can_create_remark(actor, row)
    form = RemarkForm(request.POST or None)
    if request.method == "POST":
        require(can_remark)
        given: dict[str, Any] = {"actor": actor, "within": row, "provision": article}
        if made := apply_form(form, lambda typed: actions.create_remark(**given, **typed)):
            return said(request, made)
    found = queries.talk_on_provision(request.user, row, article)
    more = {
        "round_row": row,
        "article": article,
        "heading": article.label,
        "stream": row.stream,
        "head": reached,
        "can_open_room": permissions.can_open_article_room(actor, article),
        "room": queries.room_of(article),
    }
    return shown(request, found, actor, form if can_remark else None, more)


@require_http_methods(["GET", "HEAD", "POST"])
def remarks_of_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """On a proposal: remarks, and questions that its sponsor answers."""
    reached = head(f"proposal.{pk}")
    row, actor = seen_proposal(request, pk), actor_of(request)
    is_open = row.round.status in {OPEN, FROZEN} and row.status not in permissions.NOT_YET
    can_remark = is_open and permissions.can_create_remark(actor, row.round)
    form = RemarkForm(request.POST or None, asks=True)
    if request.method == "POST":
        require(can_remark)
        given: dict[str, Any] = {"actor": actor, "within": row.round, "proposal": row}
        if made := apply_form(form, lambda typed: actions.create_remark(**given, **typed)):
            return said(request, made)
    found = queries.talk_on_proposal(request.user, row)
    more = {"round_row": row.round, "proposal": row, "heading": row.title, "stream": row.stream, "head": reached}
    return shown(request, found, actor, form if can_remark else None, more)


@require_safe
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a notice leads: to the page on which it stands."""
    row = seen_remark(request, pk)
    return redirect(f"{address_of(row)}#remark-{row.pk}")


@login_required
def reply_to_remark(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_remark(request, pk), actor_of(request)
    require(permissions.can_reply_to_remark(actor, row))
    form = ReplyForm(request.POST or None)
    if made := apply_form(form, lambda given: actions.reply_to_remark(actor=actor, remark=row, **given)):
        return said(request, made.parent or made)
    return asking(request, row, form, _("Answer"), _("Answer"))


@login_required
def edit_remark(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_remark(request, pk), actor_of(request)
    require(permissions.can_edit_remark(actor, row))
    form = RemarkTextForm(request.POST or None, initial={"text": row.text})
    if apply_form(form, lambda given: actions.edit_remark(actor=actor, remark=row, **given)):
        return said(request, row.parent or row)
    return asking(request, row, form, _("Edit the remark"), _("Save"))


@login_required
@require_POST
def delete_remark(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_remark(request, pk)
    attempt(request, lambda: actions.delete_remark(actor=actor_of(request), remark=row), _("Deleted."))
    return redirect(address_of(row))


@login_required
@require_POST
def settle_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """`take_up` to open it again."""
    row, is_settled = seen_remark(request, pk), "take_up" not in request.POST
    done = _("It is settled.") if is_settled else _("It is taken up again.")
    given: dict[str, Any] = {"actor": actor_of(request), "remark": row, "is_settled": is_settled}
    attempt(request, lambda: actions.settle_remark(**given), done)
    return redirect(address_of(row))


@login_required
@require_POST
def open_article_room(request: HttpRequest, pk: int) -> HttpResponse:
    rows = permissions.provisions_for(request.user).select_related("instrument")
    room = actions.open_article_room(actor=actor_of(request), provision=get_object_or_404(rows, pk=pk))
    return redirect("chat:room", room.pk)


# What they share ------------------------------------------------------------------------------------------------------
def shown(request: HttpRequest, found: Talk, actor: Actor, form: Any, more: dict[str, Any]) -> HttpResponse:
    acts = Acts(actor)
    context = {
        **more,
        "texts": found.texts,
        "open": [acts.of(each) for each in found.open],
        "settled": [acts.of(each) for each in found.settled],
        "form": form,
        "is_running": more["round_row"].status in {OPEN, FROZEN},
        "address": request.path,
    }
    part = "legislation/_remarks.html" if request.headers.get("HX-Request") else "legislation/remarks.html"
    return render(request, part, context)


class Acts:
    """What the reader may do to each remark of a page; what somebody is to a round or a proposal is asked once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.settles: dict[tuple[int, int | None], bool] = {}
        self.deletes: dict[int, bool] = {}

    def of(self, each: Said) -> dict[str, Any]:
        row = each.row
        on = (row.round_id, row.proposal_id)
        if on not in self.settles:
            self.settles[on] = permissions.can_settle_remark(self.actor, row)
            self.deletes[row.round_id] = permissions.leads(self.actor, row.round)
        is_there = row.deleted_at is None
        return {
            "said": each,
            "can_settle": is_there and self.settles[on],
            "can_edit": is_there and permissions.can_edit_remark(self.actor, row),
            "can_delete": is_there and (self.deletes[row.round_id] or permissions.can_edit_remark(self.actor, row)),
            "replies": [
                (reply, permissions.can_edit_remark(self.actor, reply.row), self.deletes[row.round_id])
                for reply in each.replies
            ],
        }


def said(request: HttpRequest, row: Remark) -> HttpResponse:
    done = _("It stands below, for everybody who sees the round.")
    return onward(request, done, f"{address_of(row)}#remark-{row.pk}")


def address_of(row: Remark) -> str:
    if row.proposal_id is not None:
        return redirect("legislation:remarks_of_proposal", row.proposal_id).url
    return redirect("legislation:remarks_of_provision", row.round_id, row.provision_id).url


def asking(request: HttpRequest, row: Remark, form: Any, heading: str, press: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "press": press, "up": address_of(row), "remark": row}
    return render(request, "legislation/ask_remark.html", context)
