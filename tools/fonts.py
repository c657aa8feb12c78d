# /// script
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1"]
# ///
"""frontend/fonts/ out of the fonts that @fontsource packs: `make fonts`, when IBM Plex has a new version.

Half of what a first visit downloads are fonts (decision 60). What phones never look at goes: hinting and the names of
glyphs; and what nobody writes here: letters for African languages and the joined forms of Persian and Urdu that only
old documents hold. Letters of Kurdish, Persian and Urdu stay, and every feature that shapes Arabic.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

SOURCE = Path("node_modules/@fontsource/ibm-plex-sans-arabic")
TARGET = Path("frontend/fonts")
ARABIC = [
    range(0x600, 0x700),
    range(0x200C, 0x2012),
    range(0xFDF0, 0xFE00),
    range(0xFE70, 0xFEFD),
    range(0x20, 0x21),
    range(0xA0, 0xA1),
]
LATIN = [range(0x10000)]  # all that fontsource's part has
CUTS = {"arabic-400": ARABIC, "arabic-600": ARABIC, "latin-400": LATIN, "latin-600": LATIN}


def cut(name: str, letters: list[range]) -> int:
    """Write one font of only those code points; its size in bytes."""
    options = Options(flavor="woff2", hinting=False, glyph_names=False, layout_features=["*"], name_IDs=["*"])
    font = load_font(str(SOURCE / f"files/ibm-plex-sans-arabic-{name}-normal.woff2"), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[letter for part in letters for letter in part])
    subsetter.subset(font)
    target = TARGET / f"plex-{name}.woff2"
    save_font(font, str(target), options)
    return target.stat().st_size


def main() -> None:
    """Cut each font, and put its licence beside it."""
    (TARGET / "LICENSE").write_bytes((SOURCE / "LICENSE").read_bytes())
    for name, letters in CUTS.items():
        print(name, cut(name, letters))


if __name__ == "__main__":
    main()
