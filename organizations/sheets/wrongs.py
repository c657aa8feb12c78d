"""What is wrong with a cell: a code for programs, words for people, and what may have been meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass
class Wrong(Exception):
    """`near` are the words to write instead, the likeliest first; `key` is the column, where it is not said by whom
    it is raised to.
    """

    code: str
    detail: str
    near: list[str] = field(default_factory=list)
    key: str = ""

    @property
    def words(self) -> str:
        """For people, with what may have been meant."""
        if not self.near:
            return self.detail
        maybe = _("Perhaps: %(words)s") % {"words": _(", ").join(self.near)}
        return f"{self.detail} {maybe}"

    @property
    def told(self) -> dict[str, Any]:
        return {"code": self.code, "detail": self.detail, "near": self.near}


def wrongs_of(refusal: ValidationError) -> dict[str, Wrong]:
    """{field: what a verb says of it} of a refusal by field; "" for what is said of the whole."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {"": refusal.error_list}
    return {
        name: Wrong(str(errors[0].code or "invalid"), " ".join(m for e in errors for m in e.messages))
        for name, errors in by_field.items()
    }
