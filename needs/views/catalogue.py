"""The catalogue, for everybody to look things up; the secretariat reviews what was added to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import is_secretariat
from journal.forms import apply_form, onward
from needs import actions, permissions, queries
from needs.forms.review import CatalogueForm, MergeItemForm, ReviewForm
from needs.models import Item
from organizations.actors import actor_of

PAGE = 30


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What can be asked for and given, and of what something is missing now; for the secretariat also what was added
    and nobody has looked at.
    """
    form = CatalogueForm(request.GET)
    asked, is_keeper = form.asked(), is_secretariat(actor_of(request))
    page = Paginator(queries.catalogue(request.user, **asked), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "is_filtered": any(asked.values()),
        "rows": [(item, needs) for item, needs in queries.needed_now(request.user, list(page))],
        "is_keeper": is_keeper,
        "to_review": queries.items_to_review() if is_keeper else (),
    }
    template = "needs/_catalogue.html" if request.headers.get("HX-Target") == "found" else "needs/catalogue.html"
    return render(request, template, context)


@login_required
def review_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Name it and say where it belongs; or that the catalogue has it already."""
    item = seen_item(request, pk)
    form = ReviewForm(request.POST or None, item=item)
    if done := apply_form(form, lambda given: actions.review_item(actor=actor_of(request), item=item, **given)):
        return onward(request, _("Saved: %(name)s") % {"name": done}, "needs:catalogue")
    context = {"form": form, "merge_form": MergeItemForm(), "item": item, **may_merge(request, item)}
    return render(request, "needs/review_item.html", context)


@login_required
def merge_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = seen_item(request, pk)
    if not permissions.can_merge_item(actor_of(request), item):
        raise Http404
    form = MergeItemForm(request.POST or None)
    if done := apply_form(form, lambda given: actions.merge_item(actor=actor_of(request), item=item, **given)):
        return onward(request, _("Merged into %(name)s") % {"name": done.merged_into}, "needs:catalogue")
    context = {"form": ReviewForm(item=item), "merge_form": form, "item": item, **may_merge(request, item)}
    return render(request, "needs/review_item.html", context)


def seen_item(request: HttpRequest, pk: int) -> Item:
    item: Item = get_object_or_404(Item.objects.select_related("sector", "family", "proposed_by"), pk=pk)
    if not permissions.can_review_item(actor_of(request), item):
        raise Http404
    return item


def may_merge(request: HttpRequest, item: Item) -> dict[str, bool]:
    return {"may_merge": permissions.can_merge_item(actor_of(request), item)}
