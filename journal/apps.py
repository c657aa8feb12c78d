from django.apps import AppConfig

from journal import checks

__all__ = ["JournalConfig", "checks"]


class JournalConfig(AppConfig):
    name = "journal"
    verbose_name = "Journal"
