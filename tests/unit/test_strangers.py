"""Whatever stands in a file, it is read or told: no traceback in 10,000 cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from microsite.reader import Reader

from microsite.content import read_page

HEAD = b"---\ntitle: T\ndescription: D\nstatus: our-summary\n"
PIECES = st.one_of(
    st.sampled_from(
        [
            b"---\n",
            b"title: ",
            b"description: ",
            b"status: our-summary\n",
            b"sections: {top: 3f2a9c1e}\n",
            b"translated: 2026-11-24\n",
            b"reviewed_by: ",
            b"template: ",
            b"&a ",
            b"*a",
            b"!!python/object:os.system ",
            b"<<: *a\n",
            b"[",
            b"]",
            b"{",
            b"}",
            b": ",
            b"- ",
            b"? ",
            b"|\n",
            b">\n",
            b'"',
            b"'",
            b"#",
            b"%YAML 1.1\n",
            b"\t",
            b"  ",
            b"\n",
            b"\r\n",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\0",
            b"...\n",
            b"1e999\n",
            b"0o7\n",
            b"~\n",
            b"2026-13-45\n",
            b"## H {#h}\n",
            b"[^n]: x\n",
            b"| a | b |\n",
            b"> ",
            b"* ",
            b"<b>",
            b"\xd8\xa7",
            b"\xe2\x80\xae",
        ]
    ),
    st.binary(max_size=12),
    st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
FILES = st.lists(PIECES, max_size=14).map(b"".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strangers")
    (folder / "docs/en").mkdir(parents=True)
    return folder


def told_or_read(root: Path, body: bytes) -> None:
    path = root / "docs/en/page.md"
    path.write_bytes(body)
    reader = Reader(root)
    page = read_page(reader, root / "docs", path)
    assert page or reader.problems
    lines = body.count(b"\n") + body.count(b"\r") + 2
    for problem in reader.problems:
        assert problem.path == "docs/en/page.md"
        assert 1 <= problem.line <= lines
        assert problem.message and problem.remedy


@settings(max_examples=5000, deadline=None)
@given(FILES)
def test_any_file_is_read_or_told(root: Path, body: bytes) -> None:
    told_or_read(root, body)


@settings(max_examples=5000, deadline=None)
@given(FILES)
def test_anything_in_a_head_and_below_it_is_read_or_told(root: Path, body: bytes) -> None:
    told_or_read(root, HEAD + body + b"\n---\n\n" + body)
