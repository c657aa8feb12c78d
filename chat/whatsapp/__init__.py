"""Reads the chat that WhatsApp exports, as phones of every language, version and clock write it. No Django here."""

from chat.whatsapp.export import Export, ExportedMessage, read_export
from chat.whatsapp.opening import ExportError
from chat.whatsapp.people import ExportedPerson, identity, mask_mentions, mask_phone, people

__all__ = [
    "Export",
    "ExportError",
    "ExportedMessage",
    "ExportedPerson",
    "identity",
    "mask_mentions",
    "mask_phone",
    "people",
    "read_export",
]
