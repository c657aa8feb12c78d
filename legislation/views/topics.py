"""The page of topics: what one follows, and for those who keep the library what there is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.instruments import TopicForm
from legislation.models import Topic
from organizations.actors import actor_of


@login_required
def topics(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    can_create = permissions.can_create_topic(actor)
    require(can_create or request.method != "POST")
    form = TopicForm(request.POST or None)
    if apply_form(form, lambda given: actions.create_topic(actor=actor, **given)):
        return onward(request, _("The topic can be chosen now."), "legislation:topics")
    context = {"topics": queries.listed_topics(request.user), "form": form, "can_create": can_create}
    return render(request, "legislation/topics.html", context)


@login_required
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = get_object_or_404(Topic, pk=pk), actor_of(request)
    require(permissions.can_edit_topic(actor))
    form = TopicForm(request.POST or None, initial={"name_ar": row.name_ar, "name_en": row.name_en})
    if apply_form(form, lambda given: actions.edit_topic(actor=actor, topic=row, **given)):
        return onward(request, _("Saved."), "legislation:topics")
    return render(request, "legislation/edit_topic.html", {"form": form, "topic": row})


@login_required
@require_POST
def follow_topic(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = get_object_or_404(Topic, pk=pk), actor_of(request)
    words = _("You will be told of what is published on it.")
    attempt(request, lambda: actions.follow_topic(actor=actor, topic=row), words)
    return back(request, row)


@login_required
@require_POST
def unfollow_topic(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = get_object_or_404(Topic, pk=pk), actor_of(request)
    attempt(request, lambda: actions.unfollow_topic(actor=actor, topic=row), _("You follow it no longer."))
    return back(request, row)


def back(request: HttpRequest, topic: Topic) -> HttpResponse:
    """To where one pressed it: the text that `law` names, the list of the topic's texts, or the page of topics."""
    if (law := request.POST.get("law", "")).isascii() and law.isdigit():
        return redirect("legislation:instrument", int(law))
    if request.POST.get("is_listed"):
        return redirect(f"{reverse('legislation:instruments')}?topic={topic.pk}")
    return redirect("legislation:topics")
