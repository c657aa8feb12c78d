"""What we say: rooms, who is in them, messages; a module per noun."""

from chat.models.acknowledgements import Acknowledgement, AcknowledgementRequest
from chat.models.attachments import Attachment
from chat.models.histories import (
    HistoryImport,
    ImportedSender,
)
from chat.models.kept import (
    NOTE_LIMIT,
    Reminder,
    SavedMessage,
)
from chat.models.messages import (
    BODY_LIMIT,
    Mention,
    Message,
    MessageVersion,
    Reaction,
)
from chat.models.moderation import (
    WORDS_LIMIT,
    Measure,
    Reason,
    Report,
)
from chat.models.polls import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    Poll,
    PollOption,
    PollVote,
)
from chat.models.rooms import (
    Room,
    RoomGroupPermission,
    RoomMembership,
    RoomUserPermission,
)
from chat.models.threads import (
    TITLE_LIMIT,
    Thread,
    ThreadFollow,
)
