"""Pages of challenges: the ranked list, one of them, raising it, "we too", what solved it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from needs import actions, permissions
from needs.forms.challenges import (
    ChallengeForm,
    ChallengesAsked,
    PlaceForm,
    ReasonForm,
    SolvedForm,
    VoiceForm,
    initial_of,
)
from needs.models import Challenge, ChallengeVoice
from needs.queries import challenges as queries
from needs.queries.challenges import COUNTRY, Rank
from needs.views.addresses import changed
from organizations.actors import acting_for, actor_of
from organizations.outlines import place_name
from organizations.permissions import is_managing

PAGE = 20
MOST_RANKS = 8
Status = Challenge.Status


@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """What is hard, for most organisations first, and where and in which field it is hardest."""
    form, actor = ChallengesAsked(request.GET), actor_of(request)
    found = queries.challenges_asked(request.user, form.asked())
    page = Paginator(queries.listed(found), PAGE).get_page(request.GET.get("page"))
    voiced = voices_among(actor, [row.pk for row in page])
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.pk in voiced) for row in page],
        "query": changed(request.GET).removeprefix("?"),
        "is_filtered": form.is_filtered,
        "sector_ranks": sector_rows(request, form, queries.ranks_by_sector(found)),
        "place_ranks": place_rows(request, queries.ranks_by_place(found)),
        "can_create": permissions.can_create_challenge(actor),
        "can_voice": may_give_voices(actor),
        "speaks_for": actor.organization_id,
    }
    template = "needs/_challenges.html" if request.headers.get("HX-Target") == "found" else "needs/challenges.html"
    return render(request, template, context)


def voices_among(actor: Actor, ids: list[int]) -> set[int]:
    """The challenges of a page to which one's organisation has a voice."""
    if actor.organization is None:
        return set()
    own = ChallengeVoice.objects.filter(organization=actor.organization, challenge__in=ids)
    return set(own.values_list("challenge", flat=True))


def may_give_voices(actor: Actor) -> bool:
    own = actor.organization
    return own is not None and own.is_verified and is_managing(actor, own)


def sector_rows(request: HttpRequest, form: ChallengesAsked, ranks: list[Rank]) -> list[dict[str, Any]]:
    names = {row.pk: (str(row), code) for code, row in form.sectors.items()}
    known = [(rank, *names[rank.key]) for rank in ranks if rank.key in names][:MOST_RANKS]
    most = max((rank.voices for rank, *_rest in known), default=1)
    return [shown(rank, name, changed(request.GET, sector=code), most) for rank, name, code in known]


def place_rows(request: HttpRequest, ranks: list[Rank]) -> list[dict[str, Any]]:
    most = max((rank.voices for rank in ranks), default=1)
    return [
        shown(
            rank,
            place_name(rank.key) if rank.key else _("Of the whole country"),
            changed(request.GET, place=rank.key or COUNTRY),
            most,
        )
        for rank in ranks[:MOST_RANKS]
    ]


def shown(rank: Rank, name: str, href: str, most: int) -> dict[str, Any]:
    return {"rank": rank, "name": name, "href": href, "share": max(1, rank.voices * 100 // most)}


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """One challenge, and who faces it."""
    reached = head(f"challenge.{pk}")  # before the row, so that a later entry brings the page up to date
    row = queries.seen_challenge(request.user, pk)
    if row is None:
        raise Http404
    actor = acting_for(request, row.organization)
    context = {
        "row": row,
        "head": reached,
        "voices": queries.voices_of(row),
        "has_voice": queries.has_voice(actor.organization, row),
        "can": what_may_be_done(actor, row) if actor.is_person else {},
    }
    return render(request, "needs/challenge.html", context)


def what_may_be_done(actor: Actor, row: Challenge) -> dict[str, bool]:
    """Which buttons the page shows; the verbs ask again."""
    is_open = row.status == Status.OPEN
    return {
        "edit": permissions.can_edit_challenge(actor, row),
        "resolve": is_open and permissions.can_resolve_challenge(actor, row),
        "close": is_open and permissions.can_close_challenge(actor, row),
        "reopen": not is_open and permissions.can_reopen_challenge(actor, row),
        "voice": is_open and permissions.can_add_voice(actor, row),
        "take_back": permissions.can_take_back_voice(actor, row),
    }


@require_safe
def challenge_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to it shows where somebody says it."""
    row = queries.seen_challenge(request.user, pk)
    if row is None:
        raise Http404
    return render(request, "needs/challenge_card.html", {"row": row})


# Raising and changing -------------------------------------------------------------------------------------------------
@login_required
def create_challenge(request: HttpRequest) -> HttpResponse:
    """Say what is hard; where somebody has likely said it already, one is asked first whether it is that."""
    actor = actor_of(request)
    require(permissions.can_create_challenge(actor))
    form = ChallengeForm(request.POST or None, actor=actor)
    likely = likely_same(request) if form.is_bound else []
    if likely and not request.POST.get("anyway"):
        context = {"form": form, "alike": likely, "is_asked": True}
        return render(request, "needs/create_challenge.html", context)
    if made := apply_form(
        form,
        lambda given: actions.create_challenge(actor=actor, client_id=given["client_id"], **form.details()),
    ):
        return onward(
            request, _("It stands in the list. Others can now say that they face the same."), "needs:challenge", made.pk
        )
    return render(request, "needs/create_challenge.html", {"form": form, "alike": likely})


def likely_same(request: HttpRequest) -> list[Challenge]:
    given = request.POST if request.method == "POST" else request.GET
    title, place = given.get("title", "")[:120], given.get("place", "")[:12]
    return queries.alike(request.user, title, place) if title.strip() else []


@login_required
@require_safe
def challenges_alike(request: HttpRequest) -> HttpResponse:
    """A part of the form: what others have said alike, while one types."""
    return render(request, "needs/_same_challenges.html", {"alike": likely_same(request)})


@login_required
@require_safe
def challenge_place(request: HttpRequest) -> HttpResponse:
    """A part of the form: the place, one step further down."""
    return render(request, "needs/_challenge_place.html", {"field": PlaceForm(request.GET)["place"]})


@login_required
def edit_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    require(permissions.can_edit_challenge(actor, row))
    form = ChallengeForm(request.POST or None, actor=actor, initial=initial_of(row))
    if apply_form(form, lambda _given: actions.edit_challenge(actor=actor, challenge=row, **form.details())):
        return onward(request, _("Saved."), "needs:challenge", pk)
    return render(request, "needs/edit_challenge.html", {"form": form, "row": row})


def found(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """The challenge if one sees it, and for whom one acts on it."""
    row = get_object_or_404(queries.listed(permissions.challenges_for(request.user)), pk=pk)
    return acting_for(request, row.organization), row


@login_required
def resolve_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = SolvedForm(request.POST or None)
    if apply_form(form, lambda given: actions.resolve_challenge(actor=actor, challenge=row, **given)):
        return onward(request, _("Good news: it is written down as resolved."), "needs:challenge", pk)
    require(permissions.can_resolve_challenge(actor, row))
    return render(request, "needs/resolve_challenge.html", {"form": form, "row": row})


@login_required
def close_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = ReasonForm(request.POST or None)
    if apply_form(form, lambda given: actions.close_challenge(actor=actor, challenge=row, **given)):
        return onward(request, _("Closed."), "needs:challenge", pk)
    require(permissions.can_close_challenge(actor, row))
    return render(request, "needs/close_challenge.html", {"form": form, "row": row})


@login_required
@require_POST
def reopen_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    attempt(request, lambda: actions.reopen_challenge(actor=actor, challenge=row), _("It stands in the list again."))
    return redirect("needs:challenge", pk)


# We too ---------------------------------------------------------------------------------------------------------------
@login_required
def add_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for one's organisation that it faces the same; from the list (which gives its `query`) with one tap."""
    actor, row = voicing(request, pk)
    counted = _("Your organisation's voice is counted.")
    if request.method == "POST" and "query" in request.POST:
        attempt(
            request, lambda: actions.add_voice(actor=actor, challenge=row), _("Your organisation's voice is counted.")
        )
        return redirect(f"{reverse('needs:challenges')}?{request.POST['query'][:500]}")
    known = row.voices.filter(organization=actor.organization).first()
    form = VoiceForm(request.POST if request.method == "POST" else None, initial={"note": known.note if known else ""})
    if apply_form(form, lambda given: actions.add_voice(actor=actor, challenge=row, **given)):
        return onward(request, counted, "needs:challenge", pk)
    require(permissions.can_add_voice(actor, row))
    return render(request, "needs/add_voice.html", {"form": form, "row": row, "organization": actor.organization})


@login_required
@require_POST
def take_back_voice(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = voicing(request, pk)
    attempt(request, lambda: actions.take_back_voice(actor=actor, challenge=row), _("Your voice is taken back."))
    if permissions.challenges_for(request.user).filter(pk=pk).exists():
        return redirect("needs:challenge", pk)
    return redirect("needs:challenges")


def voicing(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """The challenge, and the organisation chosen in the shell: a voice is its own, whoever's challenge it is."""
    row = get_object_or_404(queries.listed(permissions.challenges_for(request.user)), pk=pk)
    return actor_of(request), row
