"""What must not stand in a log: the secrets of invitation and reset links, and of the addresses programs post to."""

import logging
import re

SECRET = re.compile(r"(/(?:join|reset|hooks)/[\w-]{0,4})[\w-]*")


class HideSecrets(logging.Filter):
    """Cuts a link's secret to its first letters, in the words of a record as in its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = SECRET.sub(r"\1…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(SECRET.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args)
        return True
