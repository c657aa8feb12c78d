"""Files and voice notes, beside the words of a message."""

from django.utils.translation import gettext as _


def file_words() -> dict[str, str]:
    return {
        "attach": _("Attach files"),
        "files": _("Files"),
        "download": _("Download"),
        "take_out": _("Take out {name}"),
        "original": _("Send the original ({size})"),
        "show_picture": _("Show the picture {name}"),
        "previous_picture": _("Previous picture"),
        "next_picture": _("Next picture"),
        "picture_of": _("{number} of {all}"),
        "voice_note": _("Voice note"),
        "play": _("Play"),
        "pause": _("Pause"),
        "speed": _("Speed {speed}, change it"),
        "position": _("Position"),
        "record": _("Record a voice note"),
        "recording": _("Recording"),
        "record_hint": _("Release to send, slide aside to cancel, slide up to go on without holding."),
        "stop": _("Stop"),
        "no_microphone": _("The browser may not use the microphone. Allow it in the browser's settings."),
        "voice_too_long": _("A voice note lasts at most 15 minutes."),
    }
