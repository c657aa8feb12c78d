"""From an uploaded file to the text in it, trusting neither its name nor what it says of itself."""

import io
import lzma
import zipfile
import zlib

MAX_TEXT = 16 * 1024 * 1024
MAX_ENTRIES = 20_000
MAX_DIRECTORY = 8 * 1024 * 1024
# Chats deflate to about a tenth; small ones that repeat themselves do better, so only large ones are asked.
MAX_RATIO = 300
RATIO_ASKED_FROM = 1024 * 1024

ZIP_SIGNATURE = b"PK\x03\x04"
_EMPTY_ZIP_SIGNATURE = b"PK\x05\x06"
_ENCRYPTED = 1  # a flag of an entry
READ_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class ExportError(Exception):
    """The file cannot be read as an export; `code` says why.

    Codes: not_an_export (text without a single dated line), too_large, bad_zip, encrypted_zip, no_text_in_zip,
    not_text.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_text(source: bytes, filename: str) -> str:
    """Return the chat's text out of a .txt or .zip of at most 64 MiB of text, with line feeds as the only line ends.

    The content decides what the file is; the name only tells a broken zip from a broken text. Raises ExportError.
    """
    if source.startswith((ZIP_SIGNATURE, _EMPTY_ZIP_SIGNATURE)) or filename.lower().endswith(".zip"):
        source = _text_in_zip(source)
    if len(source) > MAX_TEXT:
        raise ExportError("too_large")
    return _decoded(source).replace("\r\n", "\n").replace("\r", "\n")


def _text_in_zip(source: bytes) -> bytes:
    _require_small_directory(source)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
                raise ExportError("encrypted_zip")
            return _inflated(archive, chat_entry(archive.infolist()))
    except (*READ_ERRORS, ValueError) as error:
        raise ExportError("bad_zip") from error


def _require_small_directory(source: bytes) -> None:
    """Refuse by the zip's last record: zipfile builds an object for each of a million entries before one can count."""
    start = source.rfind(_EMPTY_ZIP_SIGNATURE)
    record = source[start : start + 22]
    if start < 0 or len(record) < 22:
        raise ExportError("bad_zip")
    entries, size = int.from_bytes(record[10:12], "little"), int.from_bytes(record[12:16], "little")
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise ExportError("too_large")
    # The 64-bit directory, which could contradict the numbers above, is for archives beyond 4 GiB: no export is one.
    if source[max(0, start - 20) : start].startswith(b"PK\x06\x07"):
        raise ExportError("too_large")


def chat_entry(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the chat among the entries: the phone's own name first, then the least nested, then the largest text.

    A member's shared .txt lies among the media; names are compared, never used as paths.
    """
    texts = [entry for entry in entries if not entry.is_dir() and entry.filename.lower().endswith(".txt")]
    texts = [entry for entry in texts if not entry.filename.startswith("__MACOSX/")]
    if not texts:
        raise ExportError("no_text_in_zip")
    return min(texts, key=_likeness)


def _likeness(entry: zipfile.ZipInfo) -> tuple[bool, bool, int, int]:
    name = entry.filename.rpartition("/")[2].lower()
    return (name != "_chat.txt", "whatsapp" not in name, entry.filename.count("/"), -entry.file_size)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    packed = max(1, entry.compress_size)
    if entry.file_size > MAX_TEXT or (entry.file_size > RATIO_ASKED_FROM and entry.file_size / packed > MAX_RATIO):
        raise ExportError("too_large")
    with archive.open(entry) as stream:
        text = stream.read(MAX_TEXT + 1)  # what is declared may be a lie: the reading has its own end
    if len(text) > MAX_TEXT:
        raise ExportError("too_large")
    return text


def _decoded(source: bytes) -> str:
    mark = next((name for start, name in _MARKS.items() if source.startswith(start)), None)
    try:
        text = source.decode(mark or _guessed_encoding(source))
    except UnicodeDecodeError:
        text = source.decode("utf-8", errors="replace")  # a copy cut in the middle of a letter is still a chat
    if (text.count("\x00") + text.count("\ufffd")) * 1000 > len(text):
        raise ExportError("not_text")
    return text


def _guessed_encoding(source: bytes) -> str:
    """Tell UTF-16 without its mark by where the zero bytes of digits, spaces and line ends lie."""
    head = source[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 16 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 16 and not odd else "utf-8"
