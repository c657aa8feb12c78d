"""What counts as one emoji."""

import unicodedata

SYMBOLS = {"So", "Sk"}
JOINERS = {"\u200d", "\ufe0f", "\u20e3"}
TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}


def is_emoji(text: str) -> bool:
    """A short string of symbols and what joins them; no letters, no plain digits. At most 16 characters."""
    if not text or len(text) > 16:
        return False
    symbols = [letter for letter in text if letter not in JOINERS and letter not in TONES]
    is_keycap = text.endswith("\u20e3") and len(symbols) == 1 and symbols[0] in "0123456789#*"
    return is_keycap or (bool(symbols) and all(is_symbol(letter) for letter in symbols))


def is_symbol(letter: str) -> bool:
    return unicodedata.category(letter) in SYMBOLS or 0xE0020 <= ord(letter) <= 0xE007F or letter in "❤‼⁉™ℹ"
