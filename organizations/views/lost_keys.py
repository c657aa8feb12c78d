"""Reset links and the removal of a lost second factor."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.permissions import people_for
from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from organizations import actions, permissions
from organizations.actors import actor_of
from organizations.forms import NewPasswordForm
from organizations.links import open_reset_link
from organizations.permissions import factor_removals_for
from organizations.views.answers import address, attempt_with_reason, back, is_too_often, unkept
from organizations.views.people import helping
from paper.codes import shown_code


@login_required
@never_cache
def hand_out_reset_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, since a link is a way into the account; then shows it once."""
    row = get_object_or_404(people_for(request.user), pk=pk)
    actor = helping(actor_of(request), row)
    require(permissions.can_hand_out_reset_link(actor, row))
    if request.method != "POST":
        return render(request, "organizations/hand_out_reset_link.html", {"person": row})
    link, secret = actions.hand_out_reset_link(actor=actor, person=row)
    where = address(request, "use_reset_link", secret)
    context = {"person": row, "link": where, "qr": shown_code(where), "expires_at": link.expires_at}
    return unkept(request, "organizations/reset_link.html", context)


@never_cache
@sensitive_post_parameters("password", "again")
def use_reset_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link leads: a new password, then sign in with it (and with the second factor, which stays)."""
    if is_too_often(request, "link", 30, 60):
        return unkept(request, "organizations/link_unusable.html", {"is_too_often": True}, status=429)
    link = open_reset_link(secret)
    if link is None:
        return unkept(request, "organizations/link_unusable.html", {}, status=410)
    form = NewPasswordForm(request.POST or None, person=link.person)

    def act(given: dict[str, Any]) -> object:
        hashed = make_password(given["password"])
        return actions.use_reset_link(actor=actor_of(request), secret=secret, password_hash=hashed)

    if apply_form(form, act) is not None:
        return onward(
            request, _("The new password holds. Sign in with it; every other session has ended."), "account_login"
        )
    return unkept(request, "organizations/use_reset_link.html", {"form": form, "person": link.person})


@login_required
@require_POST
def ask_factor_removal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(people_for(request.user), pk=pk)
    actor = actor_of(request)
    attempt_with_reason(
        request,
        lambda reason: actions.ask_factor_removal(actor=actor, person=row, reason=reason),
        _("Asked. Another of the secretariat must confirm it."),
    )
    return back(request, "person", pk)


@login_required
@require_POST
def confirm_factor_removal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(factor_removals_for(request.user).select_related("person"), pk=pk)
    actor = actor_of(request)
    attempt(
        request,
        lambda: actions.confirm_factor_removal(actor=actor, removal=row),
        _("The second factor has been removed."),
    )
    return back(request, "person", row.person_id)
