"""Pages of the library: its list, and what those who keep it do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer
from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.instruments import InstrumentForm, InstrumentStatusForm, LinkForm, SourceForm
from legislation.models import Instrument
from legislation.seen import seen_instrument, seen_link
from organizations.actors import actor_of

PAGE, LAWS_FIRST = 20, 6


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """The library: narrowed by what stands in the filters; words are looked for in titles and inside articles."""
    asked = {name: request.GET.get(name, "")[:80] for name in queries.FILTERS}
    terms = queries.terms_of(asked["q"])
    laws = queries.listed_instruments(queries.narrowed(request.user, asked))
    rows = queries.texts_found(request.user, asked) if terms else laws
    page: Any = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    choices = queries.choices_of(request.user)
    topic = next((each for each in choices["topics"] if str(each.pk) == asked["topic"]), None)
    given = request.GET.copy()
    given.pop("page", None)
    context = {
        **choices,
        "asked": asked,
        "topic": topic,
        "is_followed": bool(topic and queries.followed_topics(request.user, [topic])),
        "page": page,
        "laws": list(laws[:LAWS_FIRST]) if terms and page.number == 1 else [],
        "hits": [(row, queries.cut(row, terms)) for row in queries.texts_in_order(list(page))] if terms else [],
        "is_searching": bool(terms),
        "has_more": bool(terms) and page.paginator.count == queries.BOUND,
        "is_narrowed": any(asked.values()),
        "query": given.urlencode(),
        "can_create": permissions.can_create_instrument(actor_of(request)),
    }
    return render(request, "legislation/instruments.html", context)


@login_required
def create_instrument(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_instrument(actor))
    form = InstrumentForm(request.POST or None)
    if made := apply_form(
        form, lambda given: actions.create_instrument(actor=actor, client_id=given["client_id"], **form.details())
    ):
        done = _("Now bring in its text or its scan; nobody else sees it until you publish it.")
        return onward(request, done, "legislation:instrument", made.pk)
    return render(request, "legislation/create_instrument.html", {"form": form})


@login_required
def edit_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    require(permissions.can_edit_instrument(actor, row))
    form = InstrumentForm(request.POST or None, instrument=row)
    if apply_form(form, lambda _given: actions.edit_instrument(actor=actor, instrument=row, **form.details())):
        return onward(request, _("Saved."), "legislation:instrument", pk)
    return render(request, "legislation/edit_instrument.html", {"form": form, "row": row})


@login_required
@require_POST
def publish_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    words = _("It is published; those who follow its topics are told.")
    attempt(request, lambda: actions.publish_instrument(actor=actor, instrument=row), words)
    return redirect("legislation:instrument", pk)


@login_required
@require_POST
def discard_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    if attempt(request, lambda: actions.discard_instrument(actor=actor, instrument=row), _("Thrown away.")):
        return redirect("legislation:instruments")
    return redirect("legislation:instrument", pk)


@login_required
def set_instrument_status(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    require(permissions.can_set_instrument_status(actor, row))
    initial = {"status": row.status, "repealed_on": row.repealed_on}
    form = InstrumentStatusForm(request.POST or None, initial=initial)
    if apply_form(form, lambda given: actions.set_instrument_status(actor=actor, instrument=row, **given)):
        return onward(request, _("Saved."), "legislation:instrument", pk)
    return question(request, row, form, _("Is it in force?"), _("Save"))


@login_required
def set_source(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    require(permissions.can_set_source(actor, row))
    form = SourceForm(request.POST or None, request.FILES or None)
    if apply_form(form, lambda given: actions.set_source(actor=actor, instrument=row, **given)):
        return onward(request, _("The scan stands beside the text."), "legislation:instrument", pk)
    return question(request, row, form, _("Scan of the printed text"), _("Add it"))


@login_required
def link_instruments(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    require(permissions.can_link_instruments(actor, row))
    form = LinkForm(request.POST or None, user=request.user, instrument=row)
    if apply_form(form, lambda given: actions.link_instruments(actor=actor, instrument=row, **given)):
        return onward(request, _("It stands at both."), "legislation:instrument", pk)
    return question(request, row, form, _("What it does to another text"), _("Save"))


@login_required
@require_POST
def unlink_instruments(request: HttpRequest, pk: int) -> HttpResponse:
    link, actor = seen_link(request, pk), actor_of(request)
    attempt(request, lambda: actions.unlink_instruments(actor=actor, link=link), _("Taken away."))
    return redirect("legislation:instrument", link.source_id)


def question(request: HttpRequest, row: Instrument, form: Any, title: str, button: str) -> HttpResponse:
    context = {"form": form, "row": row, "title": title, "button": button}
    return render(request, "legislation/instrument_question.html", context)


@require_safe
def instrument_source(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan itself, to whoever reads the text."""
    row = seen_instrument(request, pk)
    if row.source is None:
        raise Http404
    return file_answer(request, row.source)


# Circulars ------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def acknowledge_circular(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_instrument(request, pk), actor_of(request)
    attempt(request, lambda: actions.acknowledge_circular(actor=actor, instrument=row), _("Thank you, it is noted."))
    return redirect("legislation:instrument", pk)


@login_required
@require_safe
def acknowledgements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has read a circular, the newest first."""
    row = seen_instrument(request, pk)
    require(permissions.can_read_acknowledgements(actor_of(request), row))
    page = Paginator(queries.acknowledgements_of(row), 50).get_page(request.GET.get("page"))
    return render(request, "legislation/acknowledgements.html", {"row": row, "page": page})
