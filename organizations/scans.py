"""What a scanned paper is, told by its first bytes and never by its name."""

LONGEST_SCAN = 8 * 1024 * 1024  # bytes
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def kind_of_scan(content: bytes) -> str | None:
    """What it is: "pdf", "jpg", "png", or None for anything else."""
    return next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), None)
