"""Making, spoiling and using invitation links."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from journal.forms import apply_form, attempt, onward
from organizations import actions, permissions
from organizations.actors import acting_for, actor_of
from organizations.forms import InvitationForm, NewAccountForm
from organizations.links import open_invitation
from organizations.models import Invitation, Role
from organizations.permissions import invitations_for, organizations_for
from organizations.views.answers import address, back, is_too_often, unkept
from paper.codes import shown_code


@login_required
@never_cache
def create_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and after it the link: shown once, as text, as QR code and as words to send."""
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = acting_for(request, row)
    roles = [role for role in Role.values if permissions.can_create_invitation(actor, row, role)]
    if not roles:
        raise PermissionDenied
    form = InvitationForm(request.POST or None, roles=roles)
    if made := apply_form(form, lambda given: actions.create_invitation(actor=actor, organization=row, **given)):
        return shown(request, *made)
    return render(request, "organizations/create_invitation.html", {"form": form, "organization": row})


def shown(request: HttpRequest, invitation: Invitation, secret: str, **more: Any) -> HttpResponse:
    """The one page that holds the link."""
    link = address(request, "accept_invitation", secret)
    context = {
        "invitation": invitation,
        "organization": invitation.organization,
        "link": link,
        "qr": shown_code(link),
        **more,
    }
    return unkept(request, "organizations/invitation.html", context)


@login_required
@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(invitations_for(request.user).select_related("organization"), pk=pk)
    actor = acting_for(request, row.organization)
    attempt(request, lambda: actions.revoke_invitation(actor=actor, invitation=row), _("The link no longer works."))
    return back(request, "members", row.organization_id)


@never_cache
@sensitive_post_parameters("password", "again")
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link leads: a signed-in person confirms, anybody else makes an account."""
    if is_too_often(request, "link", 30, 60):
        return unkept(request, "organizations/link_unusable.html", {"is_too_often": True}, status=429)
    invitation = open_invitation(secret)
    if invitation is None or not permissions.can_accept_invitation(actor_of(request), invitation):
        return unkept(request, "organizations/link_unusable.html", {}, status=410)
    if request.user.is_authenticated:
        return join_signed_in(request, invitation, secret)
    initial = {"display_name": invitation.display_name}
    form = NewAccountForm(request.POST or None, initial=initial)
    if make_account(request, form, secret):
        return onward(request, _("Welcome. You now speak for %(name)s.") % {"name": invitation.organization}, "home")
    context = {"form": form, "invitation": invitation, "organization": invitation.organization}
    return unkept(request, "organizations/accept_invitation.html", context)


def make_account(request: HttpRequest, form: NewAccountForm, secret: str) -> bool:
    """The password is hashed here, before the verb's transaction: hashing is slow on purpose."""
    membership = apply_form(
        form,
        lambda given: actions.accept_invitation(
            actor=actor_of(request),
            secret=secret,
            username=given["username"],
            display_name=given["display_name"],
            password_hash=make_password(given["password"]),
            language=(get_language() or "ar")[:2],
        ),
    )
    if membership is None:
        return False
    login(request, membership.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return True


def join_signed_in(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    context = {"invitation": invitation, "organization": invitation.organization}
    if request.method == "POST":
        actor = actor_of(request)
        welcome = _("Welcome. You now speak for %(name)s.") % {"name": invitation.organization}
        if attempt(request, lambda: actions.accept_invitation(actor=actor, secret=secret), welcome):
            request.session["organization"] = invitation.organization_id
            return redirect("organizations:organization", invitation.organization_id)
    return unkept(request, "organizations/accept_invitation.html", context)
