"""What an editor sees who runs `make serve` and saves changes."""

from pathlib import Path

import small
from preview import preview

PAGE = "docs/en/index.md"


def test_a_change_is_shown_and_what_is_wrong_is_said(tmp_path: Path) -> None:
    project = small.make(tmp_path / "project")
    with preview(project.root, tmp_path / "printed") as shown:
        assert shown.printed.read_text("utf-8") == ""
        shown.wait(lambda: bool(shown.page("en/compare/index/fr/")), "no page of two languages")
        body = project.read(PAGE)

        # A fault of style is shown, and said.
        project.change(PAGE, body, body + '\nHalf  a line with “quotes" that do not match.\n')
        shown.wait(lambda: "Half" in shown.page("en/"), "the change is not shown")
        shown.wait(lambda: f"{PAGE}:" in shown.printed.read_text("utf-8"), "nothing is said of it")

        # What is not safe to publish is said and not shown. MkDocs then answers when it is mended.
        project.change(PAGE, "Half  a", "Half <script>a</script>")
        shown.wait(lambda: "HTML and character codes" in shown.printed.read_text("utf-8"), "not refused")

        project.change(PAGE, project.read(PAGE), body)
        shown.wait(lambda: "Half" not in shown.page("en/"), "the remedy is not shown")
        shown.wait(lambda: bool(shown.page("en/compare/index/fr/")), "no page of two languages")
    assert "Traceback" not in shown.printed.read_text("utf-8")
