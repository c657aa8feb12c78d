"""Writing a change of a proposal; what it does to the law is shown while one types."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arabic.normalise import normalise
from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.ids import id_of
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.proposals import AmendmentForm
from legislation.models import Amendment, Proposal, ProvisionText
from legislation.seen import seen_amendment, seen_proposal
from legislation.structure import WIDE
from legislation.views.proposals import acting
from organizations.actors import actor_of

What = Amendment.Kind
OF_WIDE = (What.HEADING, What.INSERT_BEFORE, What.INSERT_AFTER, What.RENUMBER, What.REPEAL)
OF_ARTICLES = (What.REPLACE, *OF_WIDE)
FOUND = 60  # provisions shown of those that are looked for


@login_required
def add_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Without `?provision=` and `?kind=replace_term` the article is chosen first."""
    row = seen_proposal(request, pk)
    actor = writing(request, row)
    change = asked_change(request, row)
    if change is None:
        return choose_provision(request, row)
    form = AmendmentForm(request.POST or None, row=change, said=actions.SAID_BY[change.kind])
    if made := apply_form(form, lambda given: added(request, actor, change, given["client_id"], form.details())):
        return onward(request, _("The change stands in the proposal."), on_proposal(made))
    return editor(request, change, form, _("Write a change"))


def added(request: HttpRequest, actor: Actor, change: Amendment, key: Any, details: dict[str, Any]) -> Amendment:
    return actions.add_amendment(
        actor=actor,
        proposal=change.proposal,
        client_id=key,
        kind=change.kind,
        provision=change.provision,
        base_sha256=request.POST.get("base_sha256", "")[:64],
        **details,
    )


@login_required
def edit_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    change = seen_amendment(request, pk)
    actor = writing(request, change.proposal)
    form = AmendmentForm(request.POST or None, row=change, said=actions.SAID_BY[change.kind])
    read = request.POST.get("base_sha256", "")[:64]
    if saved := apply_form(
        form,
        lambda given: actions.edit_amendment(
            actor=actor, amendment=change, version=given["version"] or 0, base_sha256=read, **form.details()
        ),
    ):
        return onward(request, _("Saved."), on_proposal(saved))
    return editor(request, change, form, _("Change the wording"))


@login_required
@require_POST
def amendment_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the form says so far, against the law; nothing is stored. `change` is the one that is edited."""
    row = seen_proposal(request, pk)
    if not permissions.writes(acting(request, row), row):
        raise Http404
    edited = id_of(request.POST.get("change", ""))
    change = row.amendments.select_related("provision__parent", "base").filter(pk=edited).first() if edited else None
    change = change or asked_change(request, row)
    if change is None:
        raise Http404
    change.proposal = row
    form = AmendmentForm(request.POST, row=change, said=actions.SAID_BY[change.kind])
    form.is_valid()
    for name in actions.SAID_BY[change.kind]:
        setattr(change, name, str(form.cleaned_data.get(name, "")).strip())
    context = {"change": change, "effect": queries.effect_of(change, after=change.position if change.pk else None)}
    return render(request, "legislation/_amendment_preview.html", context)


@login_required
@require_POST
def remove_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    change = seen_amendment(request, pk)
    actor = acting(request, change.proposal)
    attempt(request, lambda: actions.remove_amendment(actor=actor, amendment=change), _("The change is taken out."))
    return redirect("legislation:proposal", change.proposal_id)


@login_required
@require_POST
def place_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """`place`: where it stands among the changes, from 1."""
    change, place = seen_amendment(request, pk), id_of(request.POST.get("place", "")) or 1
    actor = acting(request, change.proposal)
    attempt(request, lambda: actions.place_amendment(actor=actor, amendment=change, place=min(place, 1000)))
    return redirect(on_proposal(change))


# Choosing what to change ----------------------------------------------------------------------------------------------
@require_safe
def choose_provision(request: HttpRequest, row: Proposal) -> HttpResponse:
    """The law in short: `?q=` a number, or words of an article."""
    words = normalise(request.GET.get("q", "")[:80])
    texts = [text for text in queries.base_texts(row.round) if is_found(text, words)]
    context = {
        "proposal": row,
        "texts": texts if not words else texts[:FOUND],
        "words": request.GET.get("q", "")[:80],
        "changed": set(row.amendments.values_list("provision", flat=True)),
    }
    return render(request, "legislation/choose_provision.html", context)


def is_found(text: ProvisionText, words: str) -> bool:
    """Repealed ones are not offered."""
    if text.change == ProvisionText.Change.REPEAL:
        return False
    said = normalise(f"{text.provision.label} {text.heading} {text.text}")
    return all(word in said for word in words.split())


def asked_change(request: HttpRequest, row: Proposal) -> Amendment | None:
    """What the address names: a kind, and a provision with the words it has on the day of the round."""
    kind, pk = request.GET.get("kind", ""), id_of(request.GET.get("provision", ""))
    if kind == What.TERM:
        return Amendment(proposal=row, kind=kind, person=row.author)
    text = queries.base_texts(row.round).filter(provision=pk).first() if pk else None
    if text is None:
        return None
    kinds = kinds_of(text)
    kind = kind if kind in kinds else kinds[0]
    return Amendment(proposal=row, kind=kind, provision=text.provision, base=text, base_sha256=text.sha256)


def kinds_of(text: ProvisionText) -> tuple[str, ...]:
    return OF_WIDE if text.provision.kind in WIDE else OF_ARTICLES


# What these pages share -----------------------------------------------------------------------------------------------
def writing(request: HttpRequest, row: Proposal) -> Actor:
    """Who writes it: for its organisation, or as a writer of a co-sponsor."""
    actor = acting(request, row)
    require(permissions.can_add_amendment(actor, row))
    return actor


def editor(request: HttpRequest, change: Amendment, form: AmendmentForm, heading: str) -> HttpResponse:
    """With the words as they stand; where they changed since, with both."""
    text = queries.base_text(change.proposal.round, change.provision) if change.provision else None
    read = request.POST.get("base_sha256", "")[:64] or change.base_sha256
    is_moved = text is not None and read != text.sha256
    context = {
        "change": change,
        "proposal": change.proposal,
        "form": form,
        "heading": heading,
        "text": text,
        "read": read_text(change, read) if is_moved else None,
        "is_moved": is_moved,
        "kinds": [(kind, What(kind).label) for kind in kinds_of(text)] if text and not change.pk else [],
        "actor": actor_of(request),
    }
    return render(request, "legislation/amendment.html", context)


def read_text(change: Amendment, sha256: str) -> ProvisionText | None:
    return ProvisionText.objects.filter(provision=change.provision, sha256=sha256).first()


def on_proposal(change: Amendment) -> str:
    return f"{redirect('legislation:proposal', change.proposal_id).url}#change-{change.pk}"
