"""What makes the site an app of the device: its manifest, its service worker, the shell that opens without a line."""

from __future__ import annotations

import re
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader

GROUND, BRAND = "#f7f5f0", "#0e6e63"  # --ground and --brand of frontend/styles/tokens.css
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
    ("multaqa.svg", "any", "any"),
)


def icon_url(name: str) -> str:
    """The address of a file of frontend/icons as the build named it; where nothing is built, where it would stand."""
    if not settings.DJANGO_VITE["default"].get("dev_mode"):
        return str(DjangoViteAssetLoader.instance().generate_vite_asset_url(f"frontend/icons/{name}"))
    return static(f"frontend/icons/{name}")


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (W3C). The product has one name, whichever language one reads."""
    kinds = {"png": "image/png", "svg": "image/svg+xml"}
    icons = [
        {"src": icon_url(name), "sizes": sizes, "purpose": purpose, "type": kinds[name.rpartition(".")[2]]}
        for name, sizes, purpose in ICONS
    ]
    told = {
        "id": "/",
        "name": "منصة الملتقى",
        "short_name": "الملتقى",
        "description": "مكان تلتقي فيه الجمعيات والاتحادات والشبكات للتنسيق فيما بينها.",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/rooms/",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": BRAND,
        "categories": ["social", "productivity"],
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def worker_source() -> bytes | None:
    """The built service worker; None where nothing was built. Read each time: it is small and asked for rarely."""
    path = settings.SERVICE_WORKER
    return path.read_bytes() if path.is_file() else None


def worker_mark(request: HttpRequest) -> str | None:
    source = worker_source()
    return None if source is None else f'"{blake2b(source, digest_size=12).hexdigest()}"'


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=worker_mark)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that the whole site is its scope. Browsers ask at every visit whether it is
    new: most answers are 304 and cost nothing. The build lays a smaller form beside it (frontend/brotli-build.ts).
    """
    source = worker_source()
    if source is None:
        raise Http404
    smaller = settings.SERVICE_WORKER.with_suffix(".js.br")
    takes_it = "br" in re.split(r"[,; ]+", request.headers.get("Accept-Encoding", "")) and smaller.is_file()
    answer = HttpResponse(smaller.read_bytes() if takes_it else source, content_type="text/javascript; charset=utf-8")
    if takes_it:
        answer.headers["Content-Encoding"] = "br"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@login_required
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page of rooms without rooms and messages, which the service worker keeps for this person until they sign out.
    What it shows comes from the browser's own copies (frontend/cache.ts).
    """
    answer = render(request, "chat/rooms.html", {"rooms": None, "others": None, "room": None, "can": {}})
    answer.headers["Multaqa-Person"] = str(request.user.pk)
    return answer
