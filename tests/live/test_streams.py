from live.frames import Frame
from live.streams import KEPT, KEPT_BYTES, Watched, is_name


def watched(count: int, size: int) -> Watched:
    """A stream that sent so many entries of so many bytes."""
    stream = Watched("room.1")
    for number in range(1, count + 1):
        stream.sent = number
        stream.keep(number, Frame(b"x" * size))
    return stream


def test_newest_frames_are_kept() -> None:
    stream = watched(KEPT + 10, 10)
    assert stream.frames_after(KEPT + 10) == []
    assert len(stream.frames_after(11) or ()) == KEPT - 1
    assert stream.frames_after(9) is None


def test_long_frames_are_kept_while_they_fit() -> None:
    stream = watched(20, KEPT_BYTES // 4)
    assert len(stream.frames_after(18) or ()) == 2
    assert stream.frames_after(10) is None
    assert stream.recent_bytes <= KEPT_BYTES


def test_names_of_streams() -> None:
    assert all(map(is_name, ["room.33", "user.4", "board.public"]))
    assert not any(map(is_name, ["room", "room.", ".33", "Room.33", "room.33 ", "room.3\n", "x" * 99, None, 33]))
