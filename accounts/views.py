"""The settings pages: what one says of oneself, how the pages look, how the account is guarded."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.conf import settings as configuration
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, queries
from accounts.devices import device_of
from accounts.forms import AvatarForm, LanguageForm, ProfileForm, SuspensionForm, TokenForm
from accounts.models import User
from accounts.permissions import people_for, sessions_for, tokens_for
from accounts.pictures import NotAPicture, square_webp
from journal.actors import Actor
from journal.forms import apply_form

A_YEAR = 365 * 24 * 60 * 60


def person_of(request: HttpRequest) -> User:
    """The signed-in person as a row of its own: forms write on it while they check."""
    return User.objects.get(pk=cast(User, request.user).pk)


def actor_of(request: HttpRequest) -> Actor:
    """One's account is one's own, whatever organisation one speaks for."""
    return Actor(cast(User, request.user))


def show_settings(request: HttpRequest, **bound: Any) -> HttpResponse:
    """The one page; `bound` holds the form that needs another look."""
    person = person_of(request)
    forms: dict[str, Any] = {
        "profile_form": ProfileForm(instance=person),
        "avatar_form": AvatarForm(),
        **bound,
    }
    context = forms | {"person": queries.own_facts(cast(User, request.user)), "security": queries.security(person)}
    return render(request, "accounts/settings.html", context)


@login_required
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    return show_settings(request)


@login_required
@require_POST
def update_profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST, instance=person_of(request))
    person = apply_form(form, lambda given: actions.update_profile(actor=actor_of(request), **given))
    if person is None:
        return show_settings(request, profile_form=form)
    with override(person.language):
        messages.success(request, _("Saved."))
    return redirect("accounts:settings")


@login_required
@require_POST
def set_avatar(request: HttpRequest) -> HttpResponse:
    """A picture for oneself; `remove` takes it away."""
    if "remove" in request.POST:
        actions.set_avatar(actor=actor_of(request), picture=None)
        return redirect("accounts:settings")
    form = AvatarForm(request.POST, request.FILES)
    if (
        apply_form(form, lambda given: actions.set_avatar(actor=actor_of(request), picture=drawn(given["picture"])))
        is None
    ):
        return show_settings(request, avatar_form=form)
    return redirect("accounts:settings")


def drawn(upload: UploadedFile[Any]) -> bytes:
    """What is kept of an upload. ValidationError: too_large, wrong_kind."""
    try:
        return square_webp(upload.open())
    except NotAPicture as refusal:
        words = {
            "too_large": _("This picture is too large: at most 8 MB and 12 million points; a photo 50 million."),
            "wrong_kind": _("This is no picture that can be read here. Try a JPEG or PNG file."),
        }
        raise ValidationError({"picture": ValidationError(words[refusal.code], code=refusal.code)}) from refusal


@login_required
@require_safe
def avatar(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's picture, for those who may see the person; its address changes with it, so it may be kept."""
    person = get_object_or_404(people_for(cast(User, request.user)), pk=pk)
    name = person.avatar.name
    if not name or not person.avatar.storage.exists(name):
        raise Http404
    with person.avatar.open() as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    user = cast(User, request.user)
    rows = [
        {
            "session": row,
            "device": device_of(row.user_agent),
            "is_current": row.session_key == request.session.session_key,
        }
        for row in sessions_for(user)
    ]
    return render(request, "accounts/sessions.html", {"sessions": rows})


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(sessions_for(cast(User, request.user)), pk=pk)
    actions.end_session(actor=actor_of(request), session_key=row.session_key)
    messages.success(request, _("That session has ended."))
    return redirect("accounts:sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    actions.end_other_sessions(actor=actor_of(request), session_key=request.session.session_key)
    messages.success(request, _("You are now signed in only here."))
    return redirect("accounts:sessions")


@login_required
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The keys of one's programs."""
    context = {"tokens": queries.own_tokens(cast(User, request.user)), "form": TokenForm()}
    return render(request, "accounts/tokens.html", context)


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def create_token(request: HttpRequest) -> HttpResponse:
    """Make a token; the answer shows its secret, this once."""
    form = TokenForm(request.POST or None)
    made = apply_form(form, lambda given: actions.create_token(actor=actor_of(request), **given))
    if made is None:
        return render(request, "accounts/create_token.html", {"form": form})
    token, secret = made
    return render(request, "accounts/create_token.html", {"token": token, "secret": secret})


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(tokens_for(cast(User, request.user)), pk=pk)
    actions.revoke_token(actor=actor_of(request), token=token)
    messages.success(request, _("The token is revoked."))
    return redirect("accounts:tokens")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The switch in the shell: kept with the person, and in a cookie for the pages before signing in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("home")
    language, onward = form.cleaned_data["language"], form.cleaned_data["next"]
    if request.user.is_authenticated:
        actions.update_profile(actor=actor_of(request), language=language)
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    response = redirect(onward if is_ours else "home")
    is_safe = bool(configuration.SESSION_COOKIE_SECURE)
    response.set_cookie(configuration.LANGUAGE_COOKIE_NAME, language, A_YEAR, samesite="Lax", secure=is_safe)
    return response


@login_required
@require_POST
def suspend_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Close somebody's account for now; asked on their page by the secretariat."""
    person = get_object_or_404(people_for(request.user), pk=pk)
    form = SuspensionForm(request.POST)
    apply_form(form, lambda given: actions.suspend_person(actor=actor_of(request), person=person, **given))
    if form.errors:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
    else:
        messages.success(request, _("The account is suspended."))
    return redirect(f"/people/{pk}/")


@login_required
@require_POST
def restore_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_for(request.user), pk=pk)
    actions.restore_person(actor=actor_of(request), person=person)
    messages.success(request, _("The account is open again."))
    return redirect(f"/people/{pk}/")
