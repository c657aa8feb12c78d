"""Which life of the data this is: told to every client, which drops what it keeps of another one."""

from __future__ import annotations

from django.utils.crypto import get_random_string

from journal.models import Deployment

EPOCH_LETTERS = 12


def begin_epoch() -> str:
    """After a backup was restored: a new epoch, so that clients drop their cache and send again what was never saved.

    No verb: nobody does it for an organisation, and streams that went back hold no place to write it down.
    """
    begun = get_random_string(EPOCH_LETTERS)
    Deployment.objects.update_or_create(pk=1, defaults={"epoch": begun})
    return begun
