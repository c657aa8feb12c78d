"""Addresses and short codes as QR codes, to show and to print; never as Micro QR, which phones do not read."""

from __future__ import annotations

from io import BytesIO

import segno

from paper.typesetting import quoted


def shown_code(address: str) -> str:
    """The `src` of an `<img>`: black on white, whatever the page's colours are."""
    return str(segno.make_qr(address, error="m").svg_data_uri(scale=6, border=3, dark="#000", light="#fff"))


def printed_code(address: str, width: int = 28) -> str:
    """An expression of Typst's language; `width` in millimetres, with the white that scanners want around it."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=2)
    return f'image(bytes({quoted(drawn.getvalue().decode())}), format: "svg", width: {width}mm)'
