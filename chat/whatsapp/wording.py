"""What the exporter writes itself, in the languages of the phones we meet: notices, omitted media, deletions, edits."""

import re
from functools import lru_cache

from arabic.normalise import normalise

_LONGEST_NOTICE = 400
_SIGNS = re.compile(r"[.!]+$")


def _normalised(*phrases: str) -> tuple[str, ...]:
    return tuple(normalise(phrase) for phrase in phrases)


# Sentences no person begins a message with, nor is called.
_NOTICES = _normalised(
    *("messages and calls are end-to-end encrypted", "messages to this group are now secured"),
    *("messages you send to this", "messages to this chat and calls are now secured", "messages are end-to-end"),
    *("الرسائل والمكالمات مشفرة", "الرسائل التي ترسلها إلى هذه", "الرسائل والمكالمات محمية", "رسائلك ومكالماتك مشفرة"),
    *("les messages et les appels sont chiffrés", "les messages et appels sont chiffrés"),
    *("nachrichten und anrufe sind ende-zu-ende", "mesajlar ve aramalar uçtan uca"),
    *("los mensajes y las llamadas están cifrados", "berichten en oproepen worden end-to-end"),
)
# Parts of notices that may hold a colon in a group's name, so that what stands before it looks like a sender.
_NOTICE_PARTS = _normalised(
    *("created group", "created this group", "changed the subject", "changed the group", "changed this group's"),
    *("changed the settings so", "security code with", "joined using this", "end-to-end encrypted"),
    *("أنشأ المجموعة", "أنشأت المجموعة", "أنشأ هذه المجموعة", "بإنشاء المجموعة", "بتغيير اسم", "بتغيير موضوع"),
    *("غيّر اسم", "غيّرت اسم", "غيّر موضوع", "غيّر وصف", "غيّر صورة", "تم إنشاء المجموعة", "مشفرة تماما", "مشفرة بالكامل"),
    *("a créé le groupe", "a changé le sujet", "a modifié", "hat die gruppe", "hat den betreff", "grubu oluşturdu"),
)
# Asked only of text the exporter has marked as its own, where a person's "Omar left" cannot stand.
_MARKED_NOTICE = re.compile(
    "|".join(
        normalise(word)
        for word in (
            *("created", "added", "removed", " left$", "joined", "changed", "turned on", "turned off", "now an admin"),
            *("no longer an admin", "missed .*call", "voice call", "video call", "pinned a message", "requested to"),
            *("security code", "disappearing", "was added", "end-to-end", "this group", "this community", "blocked"),
            *(
                "أنشأ",
                "أضاف",
                "إضافة",
                "غادر",
                "خرج",
                "انضم",
                "غيّرت? (?!م)",
                "تغيير",
                "تغيّر",
                "أزال",
                "إزالة",
                "مشرف",
                "فائتة",
            ),
            *("مكالمة", "ثبّت", "تثبيت", "رمز الأمان", "المختفية", "الاختفاء", "مشفرة", "هذه المجموعة", "طلب الانضمام"),
            *("a ajouté", "a quitté", "a rejoint", "a créé", "a changé", "hat .* hinzugefügt", "hat die gruppe"),
            *("ekledi", "ayrıldı", "katıldı", "oluşturdu", "değiştirdi", "arama"),
        )
    )
)
_DELETIONS = frozenset(
    _normalised(
        *(
            "this message was deleted",
            "you deleted this message",
            "this message was deleted by admin",
            "message deleted",
        ),
        *("تم حذف هذه الرسالة", "حُذفت هذه الرسالة", "لقد حذفت هذه الرسالة", "حذفت هذه الرسالة", "قمت بحذف هذه الرسالة"),
        *("لقد حذفت أنت هذه الرسالة", "رسالة محذوفة", "ce message a été supprimé", "vous avez supprimé ce message"),
        *(
            "diese nachricht wurde gelöscht",
            "du hast diese nachricht gelöscht",
            "bu mesaj silindi",
            "bu mesajı sildiniz",
        ),
        *("se eliminó este mensaje", "eliminaste este mensaje", "dit bericht is verwijderd", "mensagem apagada"),
        *("questo messaggio è stato eliminato", "данное сообщение удалено", "вы удалили данное сообщение"),
    )
)
_ADMIN_DELETION = re.compile(rf"{normalise('this message was deleted by admin')} .{{1,60}}")
_LONGEST_EDIT_MARK = 100
_EDITED = re.compile(
    r"<[^<>\n]{0,30}(?:edited|تعديل|عُدّلت|معدَّلة|modifié|bearbeitet|editó|editada|düzenlen|modificato|bewerkt|измен)"
    r"[^<>\n]{0,30}>",
    re.IGNORECASE,
)
# The patterns of omitted media are asked of normalised text, so they are normalised too.
_OMITTED_IN_ANGLES = re.compile(
    normalise(
        r"<[^<>]{0,40}(?:omitted|omis|omit|absent|ausgeschlossen|weggelassen|ausgelassen|weggelaten|omess|atlanmış|"
        r"dahil edilme|ocultad|oculto|без медиа|отсутств|省略|생략|含まれて|utelämn|utelat|udelad|pominięt|הושמט|"
        r"استبعاد|مستبعد|غير مدرج|غير مضم|غير مشمول|لم يتم تضمين)[^<>]{0,40}>"
    )
)
_KINDS_OF_MEDIA = (
    r"image|photo|video note|video|audio|sticker|document|gif|contact card|contact|media|voice message|"
    r"vidéo|fiche contact|bild|videonotiz|dokument|kontaktkarte|imagen|vídeo|documento|görüntü|ses|çıkartma|belge|"
    r"imagem|áudio|figurinha|immagine|afbeelding|изображение|видео|аудио|стикер|документ|"
    r"(?:ال)?(?:صورة|فيديو|صوت|ملصق|مستند|ملف|وسائط)|صورة متحركة|(?:بطاقة )?جهات? (?:ال)?اتصال|مقطع (?:ال)?فيديو|"
    r"(?:ال)?(?:مقطع|رسالة|تسجيل) (?:ال)?صوتية?"
)
_AFTER_KIND = (
    r"omitted|omise?s?|absente?|retiré|weggelassen|ausgelassen|weggelaten|omitid[oa]|ocultad[oa]|omess[oa]|"
    r"dahil edilmedi|отсутствует|مستبعدة?|غير (?:مدرج|مضمن|مشمول)ة?"
)
_OMITTED_WORDS = re.compile(
    normalise(
        rf"(?:.{{1,120}}? • (?:.{{1,20}} )?)?"
        rf"(?:(?:{_KINDS_OF_MEDIA}) (?:{_AFTER_KIND})|تم استبعاد (?:{_KINDS_OF_MEDIA}))"
    )
)
# <attached: 00000012-PHOTO.jpg> in any language: a word, a colon, a file name.
_ATTACHED_IN_ANGLES = re.compile(r"<[^<>:\n]{2,30}:\s?([^<>\n]{1,200}\.\w{1,8})>")
_ATTACHED_WORDS = (
    "file attached|ملف مرفق|الملف مرفق|تم إرفاق الملف|مرفق|fichier joint|datei angehängt|archivo adjunto|"
    "arquivo anexado|file allegato|bestand bijgevoegd|dosya ekli|файл добавлен"
)
_ATTACHED_FILE = re.compile(rf"([^\n]{{1,200}}\.\w{{1,8}}) \((?:{_ATTACHED_WORDS})\)", re.IGNORECASE)
_PHONE_NAMED_FILE = re.compile(r"((?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5}) \([^()\n]{3,40}\)")


@lru_cache(maxsize=4096)
def is_notice_with_colon(sender: str) -> bool:
    """Tell whether what stands before the first colon is the start of a notice rather than a name."""
    plain = normalise(sender)
    return plain.startswith(_NOTICES) or any(part in plain for part in _NOTICE_PARTS)


def is_own_text(text: str, *, marked: bool) -> bool:
    """Tell whether a whole text is WhatsApp's: a notice, or what stands in the place of a deleted message.

    `marked` says that the exporter marked it as its own, as the bracketed style does; without it only sentences that
    nobody would write are taken for notices. Polls, places and attachments are marked too, and are no notices.
    """
    if normalise(text[:80]).startswith(_NOTICES):
        return True
    if len(text) > _LONGEST_NOTICE or "\n" in text:
        return False
    plain = _bare(text)
    is_deletion = plain in _DELETIONS or _ADMIN_DELETION.fullmatch(plain)
    return bool(is_deletion or (marked and _MARKED_NOTICE.search(plain)))


def without_edit_mark(text: str) -> str:
    """Return the text without the remark that it was edited, which each phone writes in its own language."""
    start = text.rfind("<") if text.endswith(">") else -1
    # Only a short tail is asked: patterns that look for it from everywhere take hours on a hostile megabyte.
    is_marked = start >= 0 and len(text) - start < _LONGEST_EDIT_MARK and bool(_EDITED.fullmatch(text[start:]))
    return text[:start].rstrip() if is_marked else text


def split_media(text: str, own_words: str) -> tuple[str, str] | None:
    """Return (caption, file name) of a message with media, None for one without.

    The file name is empty where the media were left out. `own_words` is the tail of the text that the exporter marked
    as its own, empty without a mark: only there may the words "image omitted" follow a caption in the same line.
    """
    first, _, rest = text.partition("\n")
    found = _ATTACHED_FILE.fullmatch(first) or _PHONE_NAMED_FILE.fullmatch(first)
    if found:
        return rest.strip(), found[1].strip()
    if found := _ATTACHED_IN_ANGLES.match(text):
        return text[found.end() :].strip(), found[1].strip()
    if text.endswith(">") and (found := _ATTACHED_IN_ANGLES.fullmatch(text, text.rfind("<"))):
        return text[: found.start()].strip(), found[1].strip()
    if first.startswith("<") and _OMITTED_IN_ANGLES.fullmatch(normalise(first[:120])):
        return rest.strip(), ""
    return _split_omitted(text, text) or _split_omitted(text, own_words)


def _split_omitted(text: str, words: str) -> tuple[str, str] | None:
    """Split off words such as "image omitted"; a document's name stands before a dot in the middle: "plan.pdf • …"."""
    if not words or len(words) > 160 or "\n" in words or not _OMITTED_WORDS.fullmatch(_bare(words)):
        return None
    name, dot, _ = words.partition(" • ")
    return text[: len(text) - len(words)].strip(), name.strip() if dot else ""


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    return _SIGNS.sub("", normalise(text))
