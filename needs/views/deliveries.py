"""Pages of loads: sending one, saying that it is there, counting it, doubting it, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer, preview_answer
from files.examining import Examined, FileRefused, examine_bytes
from files.models import StoredFile
from journal.addresses import full_address
from journal.forms import apply_form, attempt, onward
from needs.actions import deliveries as actions
from needs.actions.load_files import Beside
from needs.forms.pledges import LoadForm, ReceiptForm, WhyForm
from needs.models import Delivery
from needs.permissions import pledges as permissions
from needs.queries import pledges as queries
from needs.views.pledges import demand, either, giver, own_pledge, receiver
from paper.codes import shown_code


@login_required
def dispatch_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a load of an accepted pledge."""
    row = own_pledge(request, pk)
    actor = giver(request, row)
    demand("dispatch" in permissions.acts_on(actor, row))
    form = LoadForm(request.POST or None, request.FILES or None, pledge=row)
    beside = examined(form)

    def act(given: dict[str, Any]) -> object:
        papers = actions.waybill_of(given)
        said = {name: given[name] for name in ("client_id", "sent_on", "note")}
        return actions.dispatch_delivery(
            actor=actor, pledge=row, loads=form.loads(), papers=papers, beside=beside, **said
        )

    if apply_form(form, act) is not None:
        return onward(request, _("Written down: it is on its way."), "needs:pledge", pk)
    return render(request, "needs/dispatch_delivery.html", {"form": form, "pledge": row})


def examined(form: Form) -> Beside:
    """The pictures of a form, looked at before the verb begins; what is not taken is said at the field."""
    if not form.is_bound or not form.is_valid():
        return Beside()
    try:
        return Beside(pictures=[examined_one(each) for each in form.cleaned_data["pictures"]])
    except FileRefused:
        form.add_error("pictures", _("One of these is no picture and no PDF, or cannot be read."))
        return Beside()


def examined_one(upload: UploadedFile[Any]) -> Examined:
    found = examine_bytes(upload.read(), upload.name or "photo")
    if found.kind not in {StoredFile.Kind.IMAGE, StoredFile.Kind.DOCUMENT}:
        raise FileRefused("type_lies")
    return found


def own_delivery(request: HttpRequest, pk: int) -> Delivery:
    return get_object_or_404(queries.whole_deliveries(permissions.deliveries_for(request.user)), pk=pk)


@login_required
@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """A load stands on the page of its pledge."""
    row = own_delivery(request, pk)
    return redirect(f"{reverse('needs:pledge', args=[row.pledge_id])}#load-{pk}")


@login_required
@require_POST
def arrive_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """The load is there, says who gave it."""
    row = own_delivery(request, pk)
    actor = giver(request, row.pledge)
    attempt(request, lambda: actions.arrive_delivery(actor=actor, delivery=row), _("They have been told to count it."))
    return redirect("needs:pledge", row.pledge_id)


@login_required
def confirm_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a load, line by line."""
    row = own_delivery(request, pk)
    actor = receiver(request, row.pledge)
    is_to_count = row.received_at is None or row.disputed_at is not None
    demand(is_to_count and "receive" in permissions.acts_on(actor, row.pledge))
    form = ReceiptForm(request.POST or None, request.FILES or None, delivery=row)
    beside = examined(form)

    def act(given: dict[str, Any]) -> object:
        counts = form.counts()
        return actions.confirm_receipt(actor=actor, delivery=row, counts=counts, note=given["note"], beside=beside)

    if apply_form(form, act) is not None:
        return onward(request, _("Counted. Thank you."), "needs:pledge", row.pledge_id)
    return render(request, "needs/confirm_receipt.html", {"form": form, "load": row, "pledge": row.pledge})


@login_required
def dispute_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is wrong with a load, or with its count."""
    row = own_delivery(request, pk)
    actor = either(request, row.pledge)
    demand(row.disputed_at is None and "dispute" in permissions.acts_on(actor, row.pledge))
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.dispute_delivery(actor=actor, delivery=row, **given)) is not None:
        return redirect("needs:pledge", row.pledge_id)
    return render(request, "needs/dispute_delivery.html", {"form": form, "load": row, "pledge": row.pledge})


@login_required
@require_safe
def delivery_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet to print and send along: what is on it, its code, and a picture of the address where it is counted."""
    row = own_delivery(request, pk)
    address = full_address(request, reverse("needs:delivery", args=[pk]))
    return render(request, "needs/delivery_note.html", {"load": row, "pledge": row.pledge, "qr": shown_code(address)})


@login_required
@require_safe
def delivery_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """A photo or scan, to the two organisations."""
    return file_answer(request, held_file(request, pk, file_pk))


@login_required
@require_safe
def delivery_file_preview(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    return preview_answer(request, held_file(request, pk, file_pk))


def held_file(request: HttpRequest, pk: int, file_pk: int) -> StoredFile:
    seen = permissions.delivery_files_for(request.user).select_related("file")
    return get_object_or_404(seen, pk=file_pk, delivery=pk).file
