"""What people read and see: languages, formats, static files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.settings.environment import BASE_DIR

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Damascus"
LANGUAGE_COOKIE_NAME = "language"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
SERVICE_WORKER = BASE_DIR / "frontend" / "dist" / "service-worker.js"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages; and a line less in each answer
DJANGO_VITE: dict[str, Any] = {"default": {"manifest_path": BASE_DIR / "frontend" / "dist" / "manifest.json"}}
