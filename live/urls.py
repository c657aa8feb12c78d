from django.urls import path

from live import api as live_api
from live import views

pages = [path("healthz", views.healthz, name="healthz"), path("readyz", views.readyz, name="readyz")]
api = [path("sync/", live_api.sync, name="sync")]
