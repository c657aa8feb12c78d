"""The public page of a project, and where its partners choose what stands on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer, preview_answer
from files.models import StoredFile
from journal.forms import apply_form, attempt, onward
from organizations.actors import actor_of
from projects.actions import publishing as actions
from projects.forms.publishing import PhotoForm, PublishForm
from projects.models import Photo
from projects.permissions import publishing as permissions
from projects.queries import publishing as queries
from projects.queries.progress import first_milestones, work_done
from projects.views.projects import seen, shell

PAGE = 20


# For everybody --------------------------------------------------------------------------------------------------------
@require_safe
def public_projects(request: HttpRequest) -> HttpResponse:
    """Projects that show something to everybody; also without signing in."""
    words = request.GET.get("q", "").strip()[:80]
    page = Paginator(queries.published(words), PAGE).get_page(request.GET.get("page"))
    rows = [(row, queries.shown_partners(row) if "partners" in row.shown_parts else []) for row in page]
    context = {"page": page, "rows": rows, "words": words, "query": f"q={words}" if words else ""}
    return render(request, "projects/public_projects.html", context)


@require_safe
def public_project(request: HttpRequest, pk: int) -> HttpResponse:
    """What the partners of one chose to show."""
    row = queries.public_project(pk)
    if row is None:
        raise Http404
    parts = set(row.shown_parts)
    context = {
        "project": row,
        "parts": parts,
        "partners": queries.shown_partners(row) if "partners" in parts else [],
        "progress": work_done(row) if "progress" in parts else None,
        "milestones": first_milestones(row) if "progress" in parts else [],
        "photos": queries.photos_shown(row) if "photos" in parts else [],
    }
    return render(request, "projects/public_project.html", context)


@require_safe
def project_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    return file_answer(request, photo_file(request, pk))


@require_safe
def project_photo_preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    return preview_answer(request, photo_file(request, pk))


def photo_file(request: HttpRequest, pk: int) -> StoredFile:
    """Of a public picture, or of a project one sees."""
    own = permissions.photos_for(request.user).select_related("file").filter(pk=pk).first()
    if own is not None:
        return own.file
    row = get_object_or_404(permissions.public_photos().select_related("file", "project"), pk=pk)
    if not permissions.shows_photos(row.project):
        raise Http404
    return row.file


# For the partners -----------------------------------------------------------------------------------------------------
@login_required
def publish_project(request: HttpRequest, pk: int) -> HttpResponse:
    """What is shown, the pictures, and whether one's own organisation is named."""
    row, actor = seen(request, pk), actor_of(request)
    can_publish = permissions.can_publish_project(actor, row)
    form = PublishForm(request.POST or None, initial={"parts": row.shown_parts or list(actions.PARTS)})
    if request.method == "POST":
        if not can_publish:
            raise PermissionDenied
        if request.POST.get("act") == "unpublish":
            actions.unpublish_project(actor=actor, project=row)
            return onward(request, _("The page is no longer shown."), "projects:publish_project", pk)
        given = lambda cleaned: actions.publish_project(actor=actor, project=row, parts=cleaned["parts"])
        if apply_form(form, given):
            return onward(request, _("Everybody may read the page now."), "projects:publish_project", pk)
    own = next((each for each in row.partners.all() if permissions.can_show_partner(actor, each)), None)
    photos = row.photos.select_related("file", "person", "organization").order_by("-created_at", "-pk")
    context = {
        "form": form,
        "can_publish": can_publish,
        "own": own,
        "photos": [(each, permissions.can_remove_photo(actor, each)) for each in photos],
        "photo_form": PhotoForm(),
    }
    return render(request, "projects/publish_project.html", {**shell(request, row, "overview"), **context})


@login_required
@require_POST
def show_partner(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    own = next((each for each in row.partners.all() if permissions.can_show_partner(actor, each)), None)
    if own is None:
        raise PermissionDenied
    shown = request.POST.get("shown") == "on"
    attempt(request, lambda: actions.show_partner(actor=actor, partner=own, shown=shown), _("Saved."))
    return redirect("projects:publish_project", pk)


@login_required
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    form = PhotoForm(request.POST, request.FILES)
    if apply_form(form, lambda given: actions.add_photo(actor=actor, project=row, **given)):
        messages.success(request, _("The picture is here. The lead chooses whether everybody sees it."))
    for words in form.errors.values():
        messages.error(request, " ".join(str(each) for each in words))
    return redirect("projects:publish_project", pk)


def seen_photo(request: HttpRequest, pk: int) -> Photo:
    rows = permissions.photos_for(request.user).select_related("project", "file", "organization")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def show_photo(request: HttpRequest, pk: int) -> HttpResponse:
    photo, shown = seen_photo(request, pk), request.POST.get("shown") == "on"
    done = _("Everybody sees this picture now.") if shown else _("Only the partners see this picture now.")
    attempt(request, lambda: actions.show_photo(actor=actor_of(request), photo=photo, shown=shown), done)
    return redirect("projects:publish_project", photo.project_id)


@login_required
@require_POST
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    photo = seen_photo(request, pk)
    project = photo.project_id
    attempt(request, lambda: actions.remove_photo(actor=actor_of(request), photo=photo), _("The picture is deleted."))
    return redirect("projects:publish_project", project)
