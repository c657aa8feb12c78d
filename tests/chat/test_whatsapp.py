import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.whatsapp import (
    Export,
    ExportError,
    identity,
    mask_mentions,
    mask_phone,
    people,
    read_export,
)

SAMPLE = Path(__file__).parents[2] / "../shared/samples/chat/whatsapp-bracketless.txt"
EVENING = datetime(2025, 6, 25, 22, 4)  # noqa: DTZ001 - the clock of a phone
LRM, RLM = "\u200e", "\u200f"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

HEADS = [
    "[25/06/2025, 22:04:05] ",
    "[25/06/2025, 10:04:05 م] ",
    "[25/06/2025, 10:04:05\u202fPM] ",
    "[25.06.25, 22:04:05] ",
    "[2025-06-25, 10:04:05 p.m.] ",
    f"{RLM}[٢٥/٠٦/٢٠٢٥، ١٠:٠٤:٠٥ م] ",
    f"{LRM}[٢٥{RLM}/٦{RLM}/٢٠٢٥، ٢٢:٠٤:٠٥] ",
    "[۲۵/۰۶/۲۰۲۵،\u00a0۲۲:۰۴:۰۵] ",
    "\ufeff[25/6/25 22:04] ",
    "[25.6.2025 klo 22.04.05] ",
    "25/06/2025, 22:04 - ",
    "25/06/2025, 10:04 pm - ",
    "25/6/2025, 10:04 p. m. - ",
    "25-06-2025 22:04 - ",
    "25.06.25, 22:04 – ",
    "25.06.2025 um 22:04 Uhr - ",
    "25. 6. 2025 22:04 - ",
    "2025/06/25, 22:04 - ",
    "6/25/25, 10:04\u202fPM - ",
    "٢٥\u200f/٦\u200f/٢٠٢٥، ١٠:٠٤ مساءً - ",
    "25/6/2025، 10:04 م - ",
    "\u202b25/06/2025, 22:04 - \u202c",
    "2025. 6. 25. 오후 10:04 - ",
    "25.06.2025 22:04 - ",
]


def read(text: str) -> Export:
    return read_export(text.encode(), "chat.txt")


def texts(text: str) -> list[str]:
    return [message.text for message in read(text).messages]


@pytest.mark.parametrize("head", HEADS)
def test_read_export_reads_the_head_of_every_phone(head: str) -> None:
    export = read(f"{head}سلمى درويش: وصلت القافلة: ٢٥ سلة\nوالباقي غداً\n")
    (message,) = export.messages
    assert (message.sender, message.text) == ("سلمى درويش", "وصلت القافلة: ٢٥ سلة\nوالباقي غداً")
    assert message.written_at.replace(second=0) == EVENING
    assert not message.media


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("12:00 ص", 0),
        ("12:00 م", 12),
        ("1:00 م", 13),
        ("11:59 AM", 11),
        ("13:00 م", 13),
        ("0:15 pm", 12),
        ("3:00 فجراً", 3),
    ],
)
def test_read_export_reads_half_days(clock: str, hour: int) -> None:
    assert read(f"25/06/2025, {clock} - عمر: نعم").messages[0].written_at.hour == hour


@pytest.mark.parametrize(
    "line",
    [
        "25/06/2025, 10:04 xq - عمر: نعم",
        "25/06/2025, 25:04 - عمر: نعم",
        "31/31/2025, 10:04 - عمر: نعم",
        "12/03/1446, 10:04 - عمر: نعم",
    ],
)
def test_read_export_refuses_to_guess_a_time(line: str) -> None:
    with pytest.raises(ExportError, match="not_an_export"):
        read(line)


@pytest.mark.parametrize(
    ("dates", "day_first", "ambiguous"),
    [
        (["13/01/2025", "02/02/2025"], True, False),
        (["01/13/2025", "02/02/2025"], False, False),
        (["11/01/2025", "12/01/2025", "01/02/2025"], True, False),
        (["01/11/2025", "01/12/2025", "02/01/2025"], False, False),
        (["05/06/2025", "05/06/2025"], True, True),
        (["05/05/2025"], True, False),
        (["2025/05/06"], False, False),
    ],
)
def test_read_export_finds_the_order_of_day_and_month(dates: list[str], day_first: bool, ambiguous: bool) -> None:
    export = read("\n".join(f"{date}, 10:04 - عمر: نعم" for date in dates))
    assert (export.day_first, export.ambiguous_order) == (day_first, ambiguous)
    assert [message.written_at for message in export.messages] == sorted(
        message.written_at for message in export.messages
    )


@pytest.mark.parametrize(
    "line",
    [
        "25/06/2025, 10:04 - الرسائل والمكالمات مشفّرة تمامًا بين الطرفين: لا أحد خارج الدردشة يقرؤها.",
        "25/06/2025, 10:04 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        "25/06/2025, 10:04 - سلمى أضافت عمر",
        '25/06/2025, 10:04 - Salma changed the subject from "A" to "B: C"',
        "25/06/2025, 10:04 - قام عمر بتغيير اسم المجموعة إلى «الصحة: حلب»",
        f"[25/06/2025, 10:04:05] قطاع الصحة: {LRM}الرسائل والمكالمات مشفّرة تمامًا بين الطرفين.",
        f"[25/06/2025, 10:04:05] سلمى: {LRM}غادر عمر",
        f"[25/06/2025, 10:04:05] Salma: {LRM}Salma added {LRM}Omar",
        f"[25/06/2025, 10:04:05] سلمى: {RLM}مكالمة صوتية فائتة",
        f"[25/06/2025, 10:04:05] سلمى: {LRM}تم حذف هذه الرسالة.",
        "25/06/2025, 10:04 - سلمى: This message was deleted",
        "25/06/2025, 10:04 - سلمى: Bu mesaj silindi",
        "25/06/2025, 10:04 - سلمى:",
    ],
)
def test_read_export_skips_what_nobody_wrote(line: str) -> None:
    export = read(line)
    assert (export.messages, export.skipped) == ([], 1)


@pytest.mark.parametrize(
    "text",
    [
        "غادر عمر",
        "Omar left",
        "image",
        "budget.xlsx (النسخة الأخيرة)",
        "this message was deleted by mistake, sorry",
        "<b>",
        "تم",
        "غير صحيح",
    ],
)
def test_read_export_keeps_what_people_write_like_the_exporter(text: str) -> None:
    (message,) = read(f"[25/06/2025, 10:04:05] سلمى: {text}").messages
    assert (message.text, message.media) == (text, False)


@pytest.mark.parametrize(
    "text", [f"POLL:\nالموعد؟\n{LRM}OPTION: السبت (2 votes)", "Location: https://maps.example.org/?q=36.2,37.1"]
)
def test_read_export_keeps_polls_and_places_as_text(text: str) -> None:
    (message,) = read(f"{LRM}[25/06/2025, 10:04:05] سلمى: {LRM}{text}").messages
    assert message.text == text.replace(LRM, "")


@pytest.mark.parametrize(
    ("body", "caption", "attachment"),
    [
        ("<Media omitted>", "", ""),
        (f"{RLM}<تم استبعاد الوسائط>", "", ""),
        ("<Médias omis>", "", ""),
        ("<Medya atlanmış>", "", ""),
        ("<Media omitted>\nصور التوزيع", "صور التوزيع", ""),
        (f"{LRM}image omitted", "", ""),
        (f"{LRM}صورة غير مضمَّنة", "", ""),
        (f"{LRM}مقطع الفيديو غير مدرج", "", ""),
        (f"صور التوزيع {LRM}image omitted", "صور التوزيع", ""),
        (f"{LRM}المحضر.pdf • {LRM}12 pages {LRM}document omitted", "", "المحضر.pdf"),
        (f"{LRM}<attached: 00000012-PHOTO-2025-06-25.jpg>", "", "00000012-PHOTO-2025-06-25.jpg"),
        (f"صور التوزيع {LRM}<مُرفق: 12-PHOTO.jpg>", "صور التوزيع", "12-PHOTO.jpg"),
        ("IMG-20250625-WA0001.jpg (file attached)", "", "IMG-20250625-WA0001.jpg"),
        (f"{LRM}IMG-20250625-WA0001.jpg (الملف مرفق)\nصور التوزيع", "صور التوزيع", "IMG-20250625-WA0001.jpg"),
        ("محضر الاجتماع.pdf (ملف مرفق)", "", "محضر الاجتماع.pdf"),
        ("PTT-20250625-WA0001.opus (κάποια γλώσσα)", "", "PTT-20250625-WA0001.opus"),
    ],
)
def test_read_export_knows_media(body: str, caption: str, attachment: str) -> None:
    (message,) = read(f"[25/06/2025, 10:04:05] سلمى: {body}").messages
    assert (message.media, message.text, message.attachment) == (True, caption, attachment)


@pytest.mark.parametrize("mark", ["<This message was edited>", f"{LRM}<تم تعديل هذه الرسالة>"])
def test_read_export_drops_the_mark_of_an_edit(mark: str) -> None:
    assert texts(f"25/06/2025, 10:04 - سلمى: نعم {mark}") == ["نعم"]


def test_read_export_takes_a_pasted_message_for_text() -> None:
    assert texts("25/06/2025, 10:04 - عمر: كتبت سلمى\n[24/06/2025, 09:00:00] سلمى: نعم") == [
        "كتبت سلمى\n[24/06/2025, 09:00:00] سلمى: نعم"
    ]


def test_read_export_takes_an_impossible_date_for_text() -> None:
    assert texts("25/06/2025, 10:04 - عمر: أ\n06/25/2025, 10:04 - عمر: ب\n26/06/2025, 10:04 - عمر: ج") == [
        "أ\n06/25/2025, 10:04 - عمر: ب",
        "ج",
    ]


def test_read_export_takes_marks_and_control_characters_out() -> None:
    (message,) = read("25/06/2025, 10:04 - \u202aOmar\u202c\u00a0 Ali: @\u2068Hala\u2069 a\u202eb\x07\nc").messages
    assert (message.sender, message.text) == ("Omar Ali", "@Hala ab\nc")


def test_identity_is_the_same_in_another_phones_export() -> None:
    mine = f"{RLM}[٢٥/٠٦/٢٠٢٥، ١٠:٠٤:٠٥ م] سلمى: نعم\n{RLM}[٢٦/٠٦/٢٠٢٥، ١:٠٠:٠٠ م] عمر: {RLM}صورة غير مضمَّنة"
    yours = "6/25/25, 22:04 - سلمى: نعم\n6/26/25, 13:00 - عمر: IMG-20250626-WA0001.jpg (file attached)"
    assert [identity(1, message) for message in read(mine).messages] == [
        identity(1, message) for message in read(yours).messages
    ]


def test_identity_keeps_equal_messages_of_a_minute_apart_and_survives_a_longer_export() -> None:
    early = "25/06/2025, 10:04 - عمر: نعم\n25/06/2025, 10:04 - عمر: نعم\n25/06/2025, 10:05 - عمر: نعم"
    short = [identity(1, message) for message in read(early).messages]
    longer = [identity(1, message) for message in read(f"{early}\n26/06/2025, 10:04 - عمر: نعم").messages]
    assert len(set(longer)) == 4
    assert longer[:3] == short


def test_identity_differs_by_room_sender_and_text() -> None:
    messages = read("25/06/2025, 10:04 - عمر: نعم\n25/06/2025, 10:04 - هلا: نعم\n25/06/2025, 10:04 - هلا: لا").messages
    assert len({identity(room, message) for room in (1, 2) for message in messages}) == 6


def test_people_counts_who_speaks_and_knows_phone_numbers() -> None:
    export = read(
        "25/06/2025, 10:04 - \u202a+963 944 123 456\u202c: أ\n25/06/2025, 10:05 - عمر: ب\n26/06/2025, 10:04 - عمر: ج"
    )
    omar, stranger = people(export)
    assert (omar.name, omar.messages, omar.is_phone) == ("عمر", 2, False)
    assert (omar.first.day, omar.last.day) == (25, 26)
    assert stranger.is_phone
    assert mask_phone(stranger.name) == "56"


@pytest.mark.parametrize(
    ("name", "phone"),
    [("~\u202f+963944123456", True), ("٠٩٤٤١٢٣٤٥٦", True), ("~ سلمى", False), ("فريق 2025", False), ("112", False)],
)
def test_people_tells_numbers_from_names(name: str, phone: bool) -> None:
    assert people(read(f"25/06/2025, 10:04 - {name}: أ"))[0].is_phone is phone


def test_mask_mentions_shows_the_last_two_digits_only() -> None:
    assert mask_mentions("شكراً @963944123456 و@سلمى، الموعد 2025") == "شكراً @…56 و@سلمى، الموعد 2025"


STYLES = [
    ("[{d:02}/{m:02}/{y}, {H:02}:{M:02}:00] {who}: {what}", False),
    (RLM + "[{d}/{m}/{y}، {h}:{M:02}:00 {half}] {who}: {what}", True),
    ("{d:02}.{m:02}.{y2:02}, {H:02}:{M:02} - {who}: {what}", False),
    ("{m}/{d}/{y2:02}, {h}:{M:02}\u202f{HALF} - {who}: {what}", False),
    ("{y}-{m:02}-{d:02}, {H:02}:{M:02} - \u202a{who}\u202c: {what}", False),
]
WORDS = st.text(st.sampled_from("ابتثسلمى ةءabZ019.،؟!-/[]() \n👍"), min_size=1).map(str.strip).filter(bool)
SAID = st.tuples(
    st.integers(0, 1_000_000), st.sampled_from(["سلمى درويش", "+963 944 123 456", "~ Hala", "Omar"]), WORDS
)


@given(st.lists(SAID, min_size=1, max_size=8), st.sampled_from(STYLES))
def test_read_export_reads_what_a_phone_writes(said: list[tuple[int, str, str]], style: tuple[str, bool]) -> None:
    template, arabic = style
    # The 13th to begin with, so that the order of day and month can be found in the data.
    begin = datetime(2025, 1, 13)  # noqa: DTZ001
    told = [
        (begin + timedelta(minutes=minutes), who, what) for minutes, who, what in [(0, "عمر", "سلام"), *sorted(said)]
    ]
    export = read("\n".join(_rendered(template, *line, arabic=arabic) for line in told))
    assert [(message.written_at, message.sender, message.text) for message in export.messages] == told
    assert not export.skipped


def _rendered(template: str, at: datetime, who: str, what: str, *, arabic: bool) -> str:
    half = at.hour >= 12
    numbers = {
        "d": at.day,
        "m": at.month,
        "y": at.year,
        "y2": at.year % 100,
        "H": at.hour,
        "h": at.hour % 12 or 12,
        "M": at.minute,
    }
    head = template.format(**numbers, half="صم"[half], HALF=("AM", "PM")[half], who="@", what="")
    return (head.translate(ARABIC_DIGITS) if arabic else head).replace("@", who) + what


@pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not here")
def test_read_export_reads_the_sample() -> None:
    export = read_export(SAMPLE.read_bytes(), SAMPLE.name)
    assert (len(export.messages), export.skipped, export.day_first, export.ambiguous_order) == (18, 2, True, False)
    assert export.messages[6].sender == "Prof. Oak"


@pytest.mark.serial
def test_read_export_reads_a_hundred_thousand_messages_in_seconds() -> None:
    line = "[{:%d/%m/%Y, %H:%M:%S}] سلمى درويش: رسالة {} عن قافلة المساعدات\nسطر ثانٍ"
    source = "\n".join(line.format(EVENING + timedelta(seconds=30 * n), n) for n in range(100_000)).encode()
    started = time.process_time()
    assert len(read_export(source, "chat.txt").messages) == 100_000
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 500_000,
        "1/" * 250_000,
        "25/06/2025, 10:04 - a: " + "(" * 500_000,
        "25/06/2025, 10:04 - a: " + "a.jpg (" * 90_000,
        "25/06/2025, 10:04 - a: x" + "<a: " * 90_000 + ">",
    ],
    ids=range(5),
)
def test_read_export_takes_no_time_over_hostile_lines(hostile: str) -> None:
    started = time.process_time()
    with suppress(ExportError):
        read(hostile)
    assert time.process_time() - started < 2
