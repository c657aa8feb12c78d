"""Numbers of rows, as addresses, forms and programs write them."""


def id_of(text: object) -> int | None:
    """A row's number, or None for what cannot be one: other signs, or more than a database counts to."""
    written = str(text)
    is_number = written.isascii() and written.isdecimal() and len(written) < 19
    return int(written) if is_number else None
