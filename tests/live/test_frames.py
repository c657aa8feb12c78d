import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame as Received
from websockets.frames import Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from live.frames import Frame, frame, size_of


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_another_implementation_reads_our_frames(size: int) -> None:
    client = ClientProtocol(parse_uri("ws://localhost/"), state=State.OPEN, max_size=None)
    client.receive_data(Frame(b"x" * size).wire)
    (event,) = client.events_received()
    assert isinstance(event, Received)
    assert (event.opcode, event.fin, len(event.data)) == (Opcode.TEXT, True, size)


def test_frame_holds_compact_arabic_json() -> None:
    made = frame("head", {"stream": "room.1", "name": "حلب"})
    assert made.text == '{"op":"head","stream":"room.1","name":"حلب"}'
    assert size_of({"stream": "حلب"}) == len('{"stream":"حلب"}'.encode())
