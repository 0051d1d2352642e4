"""Formatted text is safe once it is stored, and says the same as before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.richtext import clean_html, html_from_markdown, plain_text

MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<script>",
                "</script>",
                "<b",
                ">",
                "<a href='javascript:x'>",
                "</a>",
                "&amp;",
                "&lt;",
                "<!--",
            ),
            *("<svg/onload=x>", "<h1>", "</H1>", "<style>", "text", " ", "\0", "<img src=x onerror=y>", '"', "<math>"),
            *("<h3>", "<h4 lang='x'>", "</h4>"),
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p onclick='x()'>Hi <script>bad()</script><b>there</b></p>", "<p>Hi <b>there</b></p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener nofollow">x</a>'),
        ('<a href="/pages/care">x</a>', '<a href="/pages/care" rel="noopener nofollow">x</a>'),
        ("<h1>Title</h1>", "<h2>Title</h2>"),
        ("<h3>One</h3><h3>Two</h3>", "<h2>One</h2><h2>Two</h2>"),
        ("<h2>One</h2><h4 lang='de'>Eins</h4><h2>Two</h2>", '<h2>One</h2><h3 lang="de">Eins</h3><h2>Two</h2>'),
        ("<h2>1</h2><h3>2</h3><h4>3</h4> <hr>", "<h2>1</h2><h3>2</h3><h4>3</h4> <hr>"),
        ("<iframe src=//evil.example></iframe><style>*{}</style>", ""),
        ('<td style="x" colspan="2">', ""),
        ('<p dir="rtl" lang="ar" class="x">نص</p>', '<p dir="rtl" lang="ar">نص</p>'),
    ],
)
def test_only_what_the_list_allows_is_kept(written: str, kept: str) -> None:
    assert clean_html(written) == kept


@given(MARKUP)
def test_cleaning_what_is_clean_changes_nothing(written: str) -> None:
    clean = clean_html(written)
    assert clean_html(clean) == clean
    assert not any(word in clean for word in ("<script", "<style", "onload=", "onerror=", "<svg", "<img"))


def test_markdown_becomes_markup_and_its_html_stays_text() -> None:
    assert html_from_markdown("# Care\n\nWash *cold*.\n\n- one\n- two") == (
        "<h2>Care</h2>\n<p>Wash <em>cold</em>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )
    assert html_from_markdown("<script>x</script>") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_plain_text_keeps_words_apart() -> None:
    assert plain_text("<p>Silk &amp; cotton</p><ul><li>one</li><li>two</li></ul>") == "Silk & cotton one two"
