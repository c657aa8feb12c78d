"""The directory, an organisation's page, entering and editing one, and its standing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import is_secretariat
from accounts.pictures import NotAPicture, square_webp
from journal.actors import Actor
from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.refusals import require
from organizations import actions, permissions, queries
from organizations.actors import acting_for, actor_of
from organizations.actors import choose_organization as choose
from organizations.forms import ConvenerForm, CreateOrganizationForm, OrganizationForm, ReasonForm, Search
from organizations.models import Affiliation, Organization
from organizations.permissions import organizations_for
from organizations.views.answers import attempt_with_reason, back

PAGE = 30


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Organisations that the reader may see, by name, searched and filtered."""
    form = Search(request.GET)
    found = queries.directory(request.user, **form.asked())
    page = Paginator(queries.listed(found), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "query": query.urlencode(), "is_filtered": any(form.asked().values())}
    can = {
        "decide": permissions.can_decide(request.user),
        "create": permissions.can_create_organization(actor_of(request)),
        "export": request.user.is_authenticated,
    }
    template = "organizations/_found.html" if request.headers.get("HX-Target") == "found" else None
    return render(request, template or "organizations/directory.html", context | {"can": can})


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.with_names(organizations_for(request.user)).prefetch_related("places"), pk=pk)
    actor = acting_for(request, row)
    context = {
        "organization": row,
        "people": queries.people_of(request.user, row),
        "conveners": conveners_of(actor, row),
        "affiliates": queries.affiliates(request.user, row)[:200] if row.is_convening else [],
        "can": what_may_be_done(actor, row),
        "convener_form": ConvenerForm(),
        "reason_form": ReasonForm(auto_id=False),
    }
    return render(request, "organizations/organization.html", context)


def conveners_of(actor: Actor, row: Organization) -> list[tuple[Affiliation, bool]]:
    """The unions it belongs to, each with whether the reader may end that."""
    return [(joined, permissions.can_end_affiliation(actor, joined)) for joined in queries.conveners_joined(row)]


def what_may_be_done(actor: Actor, row: Organization) -> dict[str, bool]:
    """Which buttons the page shows; the verbs ask again."""
    if not actor.is_person:
        return {}
    own = actor.organization
    status = row.status
    is_verified, is_suspended = status == Organization.Status.VERIFIED, status == Organization.Status.SUSPENDED
    is_waiting = status == Organization.Status.UNVERIFIED
    may_update = permissions.can_update_organization(actor, row)
    return {
        "update": may_update or permissions.can_update_identity(actor, row),
        "invite": permissions.can_create_invitation(actor, row),
        "manage": permissions.is_managing(actor, row) or is_secretariat(actor),
        "verify": is_waiting and permissions.can_verify_organization(actor, row),
        "suspend": (is_verified or is_waiting) and permissions.can_suspend_organization(actor, row),
        "restore": is_suspended and permissions.can_restore_organization(actor, row),
        "close": permissions.can_close_organization(actor, row),
        "take_in": own is not None and own.pk != row.pk and permissions.can_affiliate(actor, row, own),
        "assign": is_secretariat(actor) and row.closed_at is None,
        "act": own is not None and own.pk != row.pk and permissions.is_member(actor.user, row),
    }


@login_required
def create_organization(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_organization(actor))
    form = CreateOrganizationForm(request.POST or None, request.FILES or None)
    if made := apply_form(
        form,
        lambda given: actions.create_organization(actor=actor, client_id=given["client_id"], **form.details()),
    ):
        keep_logo(actor, made, form)
        return redirect("organizations:organization", made.pk)
    doubles = similar(form, None)
    return render(request, "organizations/create_organization.html", {"form": form, "similar": doubles})


@login_required
def update_organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = acting_for(request, row)
    require(permissions.can_update_identity(actor, row) or permissions.can_update_organization(actor, row))
    shown = Organization.objects.get(pk=pk)  # the form writes into its instance even where the verb then refuses
    kinds = [kind for kind in Organization.Kind.values if permissions.can_change_kind(actor, row, kind)]
    form = OrganizationForm(request.POST or None, request.FILES or None, instance=shown, identity_kinds=kinds)
    made = apply_form(form, lambda _: actions.update_organization(actor=actor, organization=row, **form.details()))
    if made is not None and keep_logo(actor, made, form):
        return redirect("organizations:organization", pk)
    return render(request, "organizations/update_organization.html", {"form": form, "organization": row})


def keep_logo(actor: Actor, row: Organization, form: OrganizationForm) -> bool:
    """Store a picture that came with the form, drawn anew before the verb begins."""
    picture = form.cleaned_data.get("picture")
    if not picture:
        return True
    try:
        content = square_webp(picture)
    except NotAPicture as refusal:
        too_large = refusal.code == "too_large"
        form.add_error("picture", _("The picture is too large.") if too_large else _("Choose a picture file."))
        return False
    actions.set_logo(actor=actor, organization=row, picture=content)
    return True


def similar(form: OrganizationForm, besides: int | None) -> list[Organization]:
    if not form.is_bound or not form.is_valid():
        return []
    given = form.cleaned_data
    names = [given["name_ar"], given["name_en"]]
    return queries.similar_organizations(names, licence_number=given["licence_number"], besides=besides)


@require_safe
def logo(request: HttpRequest, pk: int) -> FileResponse:
    """An organisation's picture, to whoever may see the organisation."""
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    if not row.logo:
        raise Http404
    response = FileResponse(row.logo.open("rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response


# Standing -------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def verify_organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = actor_of(request)
    attempt(request, lambda: actions.verify_organization(actor=actor, organization=row), _("Verified."))
    return back(request, "organization", pk)


@login_required
@require_POST
def suspend_organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = actor_of(request)
    attempt_with_reason(
        request,
        lambda reason: actions.suspend_organization(actor=actor, organization=row, reason=reason),
        _("Suspended. Its people have been told."),
    )
    return back(request, "organization", pk)


@login_required
@require_POST
def restore_organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = actor_of(request)
    attempt(
        request, lambda: actions.restore_organization(actor=actor, organization=row), _("The suspension has ended.")
    )
    return back(request, "organization", pk)


@login_required
@require_POST
def close_organization(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = acting_for(request, row)
    attempt_with_reason(
        request,
        lambda reason: actions.close_organization(actor=actor, organization=row, reason=reason),
        _("Closed. What it wrote and signed stays."),
    )
    return back(request, "directory")


@login_required
@require_POST
def affiliate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an organisation into the union one speaks for, or (the secretariat) into the one that the form names."""
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor, form = actor_of(request), ConvenerForm(request.POST)
    convener = form.cleaned_data["convener"] if form.is_valid() else actor.organization
    if convener is None:
        raise Http404
    attempt(request, lambda: actions.affiliate(actor=actor, member=row, convener=convener), _("Taken in."))
    return back(request, "organization", pk)


@login_required
@require_POST
def end_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    running = Affiliation.objects.filter(ended_at__isnull=True, member__in=organizations_for(request.user))
    row = get_object_or_404(running.select_related("member", "convener"), pk=pk)
    ours = acting_for(request, row.member)
    actor = ours if permissions.can_end_affiliation(ours, row) else acting_for(request, row.convener)
    attempt(request, lambda: actions.end_affiliation(actor=actor, affiliation=row), _("The affiliation has ended."))
    return back(request, "organization", row.member_id)


@login_required
@require_POST
def choose_organization(request: HttpRequest) -> HttpResponse:
    """Speak for another of one's organisations from now on."""
    wanted = id_of(request.POST.get("organization", ""))
    attempt(request, lambda: choose(request, wanted or 0))
    return back(request, "directory")
