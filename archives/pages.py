"""A copy's pages as they open without a network: no script, one style, everything escaped. No Django models."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; --ink: #1f2a37; --soft: #5b6672; --ground: #fff; --line: #dfe3e8; --sunk: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #a3adb8; --ground: #14181d; --line: #2c343d;
--sunk: #1c2229; } }
body { margin: 0 auto; max-width: 46rem; padding: 16px; background: var(--ground); color: var(--ink);
font: 16px/1.7 "IBM Plex Sans Arabic", "Segoe UI", Tahoma, sans-serif; overflow-wrap: anywhere; }
header, article { border-bottom: 1px solid var(--line); padding: 12px 0; } h1 { font-size: 22px; margin: 0; }
.soft { color: var(--soft); font-size: 14px; } img { max-width: 100%; max-height: 70vh; border-radius: 8px; }
blockquote { margin: 4px 0; padding-inline-start: 12px; border-inline-start: 3px solid var(--line); }
pre, code { background: var(--sunk); direction: ltr; } pre { padding: 8px; overflow-x: auto; }
a { color: inherit; unicode-bidi: isolate; } main a[href^="http"] { unicode-bidi: plaintext; }
audio { max-width: 100%; } article p a { padding-block: 8px; }
nav { display: flex; gap: 16px; flex-wrap: wrap; } article p { margin: 4px 0; } .thread { margin-inline-start: 24px; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: 4px 8px; }
"""
SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}


def page(title: str, inner: str, links: Iterable[tuple[str, str]], words: dict[str, str]) -> str:
    """A whole document. `links` lead to the other pages: (address, words)."""
    led = " ".join(f'<a href="{escape(address)}">{escape(shown)}</a>' for address, shown in links)
    return (
        f'<!doctype html><html lang="{words["lang"]}" dir="{words["dir"]}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; "
        "style-src 'unsafe-inline'; media-src 'self' file:\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<header><h1><bdi>{escape(title)}</bdi></h1><p class="soft">{escape(words["made"])}</p>'
        f"<nav>{led}</nav></header>"
        f"<main>{inner}</main></html>"
    )


def listing(said: str, pages: Iterable[tuple[str, str]]) -> str:
    """The first page's inside: how much was said, and where to read it. `pages`: (address, the days it spans)."""
    rows = "".join(f'<p><a href="{escape(address)}">{escape(days)}</a></p>' for address, days in pages)
    return f"<article><p>{escape(said)}</p>{rows}</article>"


def article(message: dict[str, Any], site: str, words: dict[str, str]) -> str:
    """One message. `html` was made safe when it was stored; its inner links are led to the site."""
    nobody = {"name": words["somebody" if message["imported"] else "platform"]}
    author = (message["author"] or message["sender"] or nobody)["name"]
    organization = message["organization"]
    voice = f" · <bdi>{escape(organization['name'])}</bdi>" if organization else ""
    head = f'<p><b><bdi>{escape(author)}</bdi></b>{voice} <span class="soft">{escape(message["moment"])}</span></p>'
    if message["deleted"]:
        body = f'<p class="soft">{escape(words["deleted"])}</p>'
    else:
        body = quote(message) + message["html"].replace('href="/', f'href="{escape(site)}/')
        body += "".join(attachment(file, words) for file in message.get("files", []))
    kind = ' class="thread"' if message["thread"] else ""
    return f'<article id="m{message["id"]}"{kind}>{head}{body}</article>'


def quote(message: dict[str, Any]) -> str:
    reply = message.get("reply_to")
    if not reply:
        return ""
    name, said = escape(reply["author_name"]), escape(reply["excerpt"])
    return f'<blockquote class="soft"><bdi>{name}</bdi>: {said}</blockquote>'


def attachment(file: dict[str, Any], words: dict[str, str]) -> str:
    name = escape(file["name"])
    if not file["path"]:
        return f'<p class="soft"><bdi>{name}</bdi> · {escape(words["left_out"])}</p>'
    path = escape(file["path"])
    if file["type"] in SHOWN:
        return f'<p><a href="{path}"><img src="{path}" alt="{name}" loading="lazy"></a></p>'
    if file["type"].startswith("audio/"):
        return f'<p><audio controls preload="none" src="{path}" aria-label="{name}"></audio></p>'
    return f'<p><a href="{path}" download><bdi>{name}</bdi></a></p>'
