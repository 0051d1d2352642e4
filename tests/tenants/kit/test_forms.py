"""Forms are read within their ceilings; what is damaged or too large is said so."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from tenants.kit.forms import Form, FormTooLarge, UnreadableForm, read_form
from tests import event_loop

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = 'multipart/form-data; boundary="b"'


def read(body: bytes, content_type: str = URLENCODED, *, most_files: int = 0, chunk: int = 1000) -> Form:
    parts = [body[start : start + chunk] for start in range(0, len(body), chunk)] or [b""]
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)} for number, part in enumerate(parts, 1)
    ]
    waiting = iter([*messages, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(waiting)

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", content_type.encode())]}
    return event_loop.run(read_form(scope, receive, most_bytes=5_000, most_files=most_files))


def part(name: str, text: str, filename: str = "") -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{text}\r\n'.encode()


def test_a_forms_fields_are_read() -> None:
    form = read(b"name=%E5%BC%A0%E4%B8%89+&size=M&size=L&nul=a%00b")
    assert form.text("name") == "张三"
    assert form.texts("size") == ["M", "L"]
    assert form.text("nul") == "ab"
    assert form.text("nothing") == ""


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=20)), max_size=10))
def test_whatever_was_typed_arrives(fields: list[tuple[str, str]]) -> None:
    assert read(urlencode(fields).encode()).fields == tuple(fields)


def test_a_file_comes_with_its_content_and_an_empty_file_field_is_no_file() -> None:
    body = part("reason", "broken") + part("photo", "pixels", "crack.jpg") + part("photo", "", "") + b"--b--\r\n"
    form = read(body, MULTIPART, most_files=2)
    assert form.text("reason") == "broken"
    assert [(file.filename, file.content) for file in form.uploads("photo")] == [("crack.jpg", b"pixels")]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"a=" + b"x" * 5_000, URLENCODED),
        (b"&".join(b"a=1" for _ in range(301)), URLENCODED),
        (part("a", "x" * 5_000) + b"--b--\r\n", MULTIPART),
        (part("a", "x", "one.jpg") + b"--b--\r\n", MULTIPART),
    ],
)
def test_what_is_too_much_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(FormTooLarge):
        read(body, content_type)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"a": 1}', "application/json"),
        (b"a=1", ""),
        (b"a=1", "text/plain"),
        (b"--x\r\nnonsense", MULTIPART),
        (b"a=1", "multipart/form-data"),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(UnreadableForm):
        read(body, content_type)


def test_a_form_that_was_cut_off_is_refused() -> None:
    cut: list[Message] = [{"type": "http.request", "body": b"a=1", "more_body": True}, {"type": "http.disconnect"}]
    messages = iter(cut)

    async def receive() -> Message:
        return next(messages)

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", URLENCODED.encode())]}
    with pytest.raises(UnreadableForm):
        event_loop.run(read_form(scope, receive))
