import time

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

SECONDS = 5.0


def slow(request: HttpRequest) -> HttpResponse:
    """One statement that takes five seconds in the database."""
    began = time.monotonic()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.create_function("nap", 1, nap)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nap(%s)" if connection.vendor == "sqlite" else "SELECT pg_sleep(%s)", [SECONDS])
        cursor.fetchall()
    return HttpResponse(time.monotonic() - began)


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return 0


urlpatterns = [path("slow/", slow), path("", include("config.urls"))]
