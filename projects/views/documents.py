"""Pages of folders and files."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects.actions import documents as actions
from projects.forms.documents import DocumentForm, FolderForm, MoveForm, RenameForm, VersionForm
from projects.models import Document, Folder
from projects.permissions import documents as permissions
from projects.queries import documents as queries
from projects.views.projects import seen, shell

PAGE = 50


@login_required
@require_safe
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Folders and documents of a project: `?folder=` those of one folder, `?q=` those that are called so."""
    reached = head(f"project.{pk}")
    project = seen(request, pk)
    folder = folder_asked(request, pk)
    words = request.GET.get("q", "").strip()[:80]
    found = queries.documents_in(project, folder, request.user, words)  # type: ignore[arg-type]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "head": reached,
        "folder": folder,
        "way": queries.way_to(folder),
        "folders": [] if words else queries.folders_in(project, folder),
        "page": page,
        "words": words,
        "query": f"folder={folder.pk}" if folder else (f"q={words}" if words else ""),
        "deleted_count": permissions.deleted_documents_for(request.user).filter(project=project).count(),
    }
    return render(request, "projects/documents.html", {**shell(request, project, "documents"), **context})


def folder_asked(request: HttpRequest, project: int) -> Folder | None:
    asked = request.GET.get("folder", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 15:
        return None
    return get_object_or_404(permissions.folders_for(request.user), pk=int(asked), project=project)


def address_of(project: int, folder: Folder | None) -> str:
    return reverse("projects:documents", args=[project]) + (f"?folder={folder.pk}" if folder else "")


@login_required
def add_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a file into `?folder=`."""
    project, actor, folder = seen(request, pk), actor_of(request), folder_asked(request, pk)
    require(permissions.can_add_document(actor, project))
    form = DocumentForm(request.POST or None, request.FILES or None, user=request.user)
    if apply_form(form, lambda given: actions.add_document(actor=actor, project=project, folder=folder, **given)):
        return onward(request, _("It is here, and all partners see it."), address_of(pk, folder))
    up = address_of(pk, folder)
    return render(request, "projects/add_document.html", {"project": project, "form": form, "folder": folder, "up": up})


@login_required
def create_folder(request: HttpRequest, pk: int) -> HttpResponse:
    project, actor, parent = seen(request, pk), actor_of(request), folder_asked(request, pk)
    require(permissions.can_create_folder(actor, project))
    form = FolderForm(request.POST or None)
    if made := apply_form(
        form, lambda given: actions.create_folder(actor=actor, project=project, parent=parent, **given)
    ):
        return redirect(address_of(pk, made))
    context = {"project": project, "form": form, "up": address_of(pk, parent)}
    return render(request, "projects/create_folder.html", context)


@login_required
def rename_folder(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name; or delete it where it is empty."""
    folder = get_object_or_404(permissions.folders_for(request.user).select_related("project", "parent"), pk=pk)
    actor = actor_of(request)
    require(permissions.can_edit_folder(actor, folder))
    form = RenameForm(request.POST or None, initial={"name": folder.name})
    if apply_form(form, lambda given: actions.rename_folder(actor=actor, folder=folder, **given)):
        return redirect(address_of(folder.project_id, folder))
    context = {"project": folder.project, "folder": folder, "form": form, "up": address_of(folder.project_id, folder)}
    return render(request, "projects/rename_folder.html", context)


@login_required
@require_POST
def delete_folder(request: HttpRequest, pk: int) -> HttpResponse:
    folder = get_object_or_404(permissions.folders_for(request.user).select_related("project", "parent"), pk=pk)
    parent = folder.parent
    is_gone = attempt(
        request, lambda: actions.delete_folder(actor=actor_of(request), folder=folder), _("The folder is deleted.")
    )
    return redirect(address_of(folder.project_id, parent if is_gone else folder))


# One document ---------------------------------------------------------------------------------------------------------
def seen_document(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(queries.whole_documents(permissions.documents_for(request.user)), pk=pk)


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A file: its versions, and who has read it. A note has a page of its own."""
    row = seen_document(request, pk)
    if row.kind == Document.Kind.NOTE:
        return redirect("projects:note", pk)
    actor = actor_of(request)
    context = {
        "document": row,
        "up": address_of(row.project_id, row.folder),
        "readings": queries.readings_of(row),
        "form": VersionForm(),
        "can_add": permissions.can_add_version(actor, row),
        "can_delete": permissions.can_delete_document(actor, row),
    }
    project = seen(request, row.project_id)
    return render(request, "projects/document.html", {**shell(request, project, "documents"), **context})


@login_required
@require_safe
def document_version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file itself. Whoever opens the newest has read it."""
    versions = permissions.document_versions_for(request.user).select_related("file", "document__project")
    row = get_object_or_404(versions, document=pk, number=number)
    if row.number == row.document.versions_count and request.method == "GET":
        actions.read_document(actor=actor_of(request), document=row.document)
    return file_answer(request, row.file)


@login_required
@require_POST
def add_version(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_document(request, pk), actor_of(request)
    form = VersionForm(request.POST, request.FILES, user=request.user)
    if apply_form(form, lambda given: actions.add_version(actor=actor, document=row, **given)):
        return onward(request, _("The newer version is here; the earlier ones stay."), "projects:document", pk)
    for words in form.errors.values():
        messages.error(request, " ".join(str(each) for each in words))
    return redirect("projects:document", pk)


@login_required
def edit_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Its title and folder."""
    row, actor = seen_document(request, pk), actor_of(request)
    require(permissions.can_edit_document(actor, row))
    initial = {"title": row.title, "folder": row.folder}
    form = MoveForm(request.POST or None, project=row.project, initial=initial)
    if apply_form(form, lambda given: actions.edit_document(actor=actor, document=row, **given)):
        return redirect("projects:document", pk)
    context = {"document": row, "form": form, "up": reverse("projects:document", args=[pk])}
    return render(request, "projects/edit_document.html", context)


@login_required
@require_POST
def delete_document(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_document(request, pk)
    done = _("Deleted. It can be taken back from “Deleted documents”.")
    attempt(request, lambda: actions.delete_document(actor=actor_of(request), document=row), done)
    return redirect(address_of(row.project_id, row.folder))


@login_required
@require_safe
def deleted_documents(request: HttpRequest, pk: int) -> HttpResponse:
    project = seen(request, pk)
    found = permissions.deleted_documents_for(request.user).filter(project=project).order_by("-deleted_at")
    page = Paginator(found.select_related("author", "organization"), PAGE).get_page(request.GET.get("page"))
    actor = actor_of(request)
    rows = [(row, permissions.can_restore_document(actor, row)) for row in page]
    context = {"page": page, "rows": rows, "up": address_of(pk, None)}
    return render(request, "projects/deleted_documents.html", {**shell(request, project, "documents"), **context})


@login_required
@require_POST
def restore_document(request: HttpRequest, pk: int) -> HttpResponse:
    rows = permissions.deleted_documents_for(request.user).select_related("project", "folder")
    row = get_object_or_404(rows, pk=pk)
    done = _("It is here again.")
    attempt(request, lambda: actions.restore_document(actor=actor_of(request), document=row), done)
    return redirect(address_of(row.project_id, row.folder))
