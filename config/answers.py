"""What holds for every answer, whichever app gives it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


class RefuseNul:
    """A NUL in an address or a form means nothing to anybody, and PostgreSQL refuses it: answered here, once."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "") or holds_nul(request):
            return HttpResponseBadRequest("Bad Request", content_type="text/plain")
        return self.get_response(request)


def holds_nul(request: HttpRequest) -> bool:
    if request.method != "POST" or request.path.startswith("/api/"):
        return False
    return any("\0" in value for _name, values in request.POST.lists() for value in values)


class KeepPrivate:
    """What a signed-in person sees is kept by no shared cache, and shown to nobody who presses Back after them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or "Authorization" in request.headers:
            is_program = request.path.startswith("/api/")
            response.headers.setdefault("Cache-Control", "private, no-store" if is_program else "private, no-cache")
        return response


class RefuseSheets:
    """To a sheet (frontend/sheet.ts) being sent on means that it is done. Whom it would send to the sign-in, it refuses
    instead: nothing was done.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_sent_on = response.status_code == 302 and request.method == "POST" and "X-Sheet" in request.headers
        return render(request, "403.html", status=403) if is_sent_on and not request.user.is_authenticated else response


class LetNothingRun:
    """The policy of answers to programs: nothing may be loaded or run by them. Stricter than that of pages, and
    shorter: it goes with every message that is sent.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "json" in response.headers.get("Content-Type", ""):
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response
