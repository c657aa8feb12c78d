"""Reads the chat that WhatsApp exports, as phones of every language, version and clock write it. No Django here."""

from chat.whatsapp.export import Export, ExportedMessage, read_export
from chat.whatsapp.media import named_media, opened_zip, unpacked_media
from chat.whatsapp.opening import ExportError
from chat.whatsapp.people import ExportedPerson, identity, mask_mentions, mask_phone, people
