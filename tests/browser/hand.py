"""What happens in a site while somebody looks at it, as its worker or another person would do it: one process for all
tests of a site (`Site.happen`), since each start of Django takes seconds.

It reads lines of JSON, `[module, function, what it is given…]`, and answers each with `{"result"}` or `{"failed"}`.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from django.db import connection  # noqa: E402  it needs Django's apps


def main() -> None:
    """Until the other end closes. What a called function prints goes to the standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        module, name, *given = json.loads(line)
        try:
            answer = {"result": getattr(import_module(f"tests.browser.{module}"), name)(*given)}
        except Exception:  # noqa: BLE001  it is told to the test
            answer = {"failed": traceback.format_exc()}
        connection.close()  # the file may be another one next time
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
