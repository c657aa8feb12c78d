"""Pages of what the authority answers: entering, checking, the scans; who its liaison is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.dossiers import AnswerForm, CheckForm, LiaisonForm, WhyForm
from legislation.seen import seen_answer, seen_dossier, seen_proposal, seen_round
from legislation.states import POSTED
from legislation.views.dossiers import taken
from organizations.actors import actor_of


@login_required
def enter_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What a letter says of the proposals that are ticked, of those that wait for it; `?item=` ticks one, which may
    have been answered before.
    """
    row, actor = seen_dossier(request, pk), actor_of(request)
    require(permissions.can_enter_answers(actor, row))
    asked = request.GET.get("item", "")
    items = row.items.select_related("proposal").order_by("position")
    waiting = {str(pk) for pk in queries.open_items(row).values_list("pk", flat=True)}
    offered = [each for each in items if str(each.pk) in {*waiting, asked}]
    laws = permissions.instruments_for(request.user).order_by("-issued_on", "-pk")
    form = AnswerForm(
        request.POST or None,
        request.FILES or None,
        items=items,
        offered=offered,
        laws=laws,
        initial={"items": [asked]},
    )
    if apply_form(form, lambda _given: actions.enter_answers(actor=actor, dossier=row, **form.details())):
        words = _("Entered. It stands once somebody else has checked it.")
        return onward(request, words, "legislation:dossier", pk)
    return render(request, "legislation/enter_answers.html", {"form": form, "dossier": row, "is_any": bool(offered)})


@login_required
@require_POST
def check_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that are ticked say what the letter says."""
    row, actor = seen_dossier(request, pk), actor_of(request)
    form = CheckForm(request.POST, answers=permissions.answers_for(request.user).filter(item__dossier=row))
    if form.is_valid():
        chosen = list(form.cleaned_data["answers"].select_related("item__proposal"))
        count = len(chosen)
        words = ngettext("%(number)s answer was checked.", "%(number)s answers were checked.", count)
        done = words % {"number": count}
        attempt(request, lambda: actions.check_answers(actor=actor, dossier=row, answers=chosen), done)
    else:
        messages.error(request, _("Choose at least one."))
    return redirect("legislation:dossier", pk)


@login_required
def refuse_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not what the letter says, or one entered it by mistake."""
    answer, actor = seen_answer(request, pk), actor_of(request)
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.refuse_answer(actor=actor, answer=answer, **given)):
        done = _("It does not count; a right one may be entered.")
        return onward(request, done, "legislation:dossier", answer.item.dossier_id)
    context = {"form": form, "answer": answer, "dossier": answer.item.dossier}
    return render(request, "legislation/refuse_answer.html", context)


@require_safe
def answer_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The letter itself: for those who lead, judge or answer in the round."""
    answer, actor = seen_answer(request, pk), actor_of(request)
    row = answer.item.dossier
    if not (permissions.can_enter_answers(actor, row) or permissions.can_check_answers(actor, row)):
        raise Http404
    return taken(request, answer.scan)


@require_safe
def answers_of(request: HttpRequest, pk: int) -> HttpResponse:
    """What the authority said of a proposal so far: a part of its page."""
    proposal = seen_proposal(request, pk)
    rows = permissions.dossiers_for(request.user).filter(items__proposal=proposal, status=POSTED)
    (told,) = queries.told_proposals([proposal])
    context = {"proposal": proposal, "dossier": rows.select_related("round").order_by("-pk").first(), "told": told}
    return render(request, "legislation/_answers_of.html", context)


# Liaisons -------------------------------------------------------------------------------------------------------------
@login_required
def grant_liaison(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may enter the authority's answers; one more, or one less."""
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_grant_liaison(actor, row))
    liaisons = queries.liaisons_of(row)
    people = queries.officials().exclude(pk__in=[each.pk for each in liaisons])
    form = LiaisonForm(request.POST or None, people=people.prefetch_related("memberships__organization"))
    if apply_form(form, lambda given: actions.grant_liaison(actor=actor, row=row, **given) or True):
        done = _("They may now enter answers, and see nothing else of the round.")
        return onward(request, done, "legislation:grant_liaison", pk)
    return render(request, "legislation/grant_liaison.html", {"form": form, "round": row, "liaisons": liaisons})


@login_required
@require_POST
def revoke_liaison(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    row = seen_round(request, pk)
    person = get_object_or_404(User, pk__in=[each.pk for each in queries.liaisons_of(row)], id=person_pk)
    words = _("They enter no more answers; what they entered stays.")
    attempt(request, lambda: actions.revoke_liaison(actor=actor_of(request), row=row, person=person), words)
    return redirect("legislation:grant_liaison", pk)
