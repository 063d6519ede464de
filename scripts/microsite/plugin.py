"""The MkDocs events of the site, each a few lines that call `build` or `checks`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from jinja2 import BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir

from . import checks
from .build import assets, compare, history, linked_data, search
from .build.calendar import calendar
from .build.compare import Row
from .build.context import Site
from .build.files import size, stamp
from .build.markup import PageText, Reading
from .build.typeset import typeset
from .content import load
from .model import Page
from .registry import CannotRun

log = get_plugin_logger("microsite")


def build_day() -> date:
    """Return the day that dated facts are compared with: MICROSITE_TODAY, else today in UTC.

    Raises CannotRun when MICROSITE_TODAY is no day.
    """
    given = os.environ.get("MICROSITE_TODAY")
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        message = f"“{given}” is no day. Write one such as 2026-11-24."
        raise CannotRun(f"MICROSITE_TODAY:1: {message}") from None


class Compiled(BytecodeCache):
    """Compiled templates, which MkDocs' new environment for each language would compile anew."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where the template is known and its source is as it was."""
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code."""
        self.code[bucket.key] = bucket.bytecode_to_string()


class MicrositeConfig(Config):  # type: ignore[no-untyped-call] # MkDocs' own base is untyped
    """`repository` is OWNER/NAME on GitHub; `facts_checked` the day of the last check of all facts."""

    repository = Type(str)
    facts_checked = Type(date)


class MicrositePlugin(BasePlugin[MicrositeConfig]):  # type: ignore[no-untyped-call] # so is this base
    """Checks the content, then adds to MkDocs and the i18n plug-in what this site is about."""

    site: Site
    serving = False

    def __init__(self) -> None:
        self.page_text = PageText()
        self.rows: dict[tuple[str, str], list[Row]] = {}
        self.compiled = Compiled()
        self.rest: Thread | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether an editor is at work, who wants to see a page with a fault in it."""
        self.serving = command == "serve"

    def on_shutdown(self) -> None:
        """Wait for what is still being made of a preview."""
        if self.rest:
            self.rest.join()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Look for templates in our own folder alone. Stops a build that has no address.

        Material's 12,000 icons would be listed anew for each language, and none of its files is in
        the reading path (design.md § 6).
        """
        if not config.site_url:
            raise PluginError("SITE_URL is empty. Write the address of the site, or unset it.")
        theirs = get_theme_dir(str(config.theme.name))
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != theirs]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read all content, once for all languages. Stops a build whose parts would not fit together."""
        if config.plugins["i18n"].building:  # type: ignore[attr-defined] # of i18n alone
            return
        self.on_shutdown()
        root = Path(config.config_file_path or "mkdocs.yml").parent
        try:
            self._read(root, config)
        except CannotRun as error:
            raise PluginError(str(error)) from None

    def _read(self, root: Path, config: MkDocsConfig) -> None:
        content, problems = load(root)
        stages = (checks.BEFORE_PREVIEW,) if self.serving else checks.BEFORE_BUILD
        problems = problems or list(checks.run(content, stages))
        for problem in problems:
            log.error(str(problem))
        if problems:
            raise PluginError(f"{len(problems)} problem(s) in the content; nothing was built.")
        self.site = Site(
            content,
            build_day(),
            self.config.facts_checked,
            self.config.repository,
            history.read(root),
        )
        moment = stamp(root, content)
        self.calendars = {
            language.locale: calendar(content, language.locale, str(config.site_url), moment)
            for language in content.languages
        }
        self.search = {
            language.locale: search.data_files(self.site, language.locale) for language in content.languages
        }
        # MkDocs types the list as names; Python-Markdown takes extensions themselves as well.
        extensions: list[Any] = config.markdown_extensions
        if self.page_text not in extensions:
            extensions.append(self.page_text)

    # After the i18n plug-in, which cannot take generated files.
    @event_priority(-110)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave the theme's styles, scripts and icons out; add ours, hashed, and the calendar."""
        for file in list(files):
            if not file.is_documentation_page():
                files.remove(file)
        self.assets = assets.read(Path(config.theme.custom_dir or "") / "assets")
        for name, body in self.assets.files.items():
            files.append(File.generated(config, name, content=body))
        locale = config.plugins["i18n"].current_language  # type: ignore[attr-defined] # of i18n alone
        if locale in self.calendars:
            body = self.calendars[locale]
            files.append(File.generated(config, f"{locale}/calendar.ics", content=body))
            for name, body in self.search[locale].values():
                files.append(File.generated(config, name, content=body))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make a missing name in a template an error, escape what it shows, and give it the site."""
        env.undefined = StrictUndefined
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.bytecode_cache = self.compiled
        env.globals.update(
            self.site.template_globals(),
            asset=self.assets.names,
            assets=self.assets,
        )
        self.environment = env
        return env

    def _page(self, page: MkDocsPage) -> Page | None:
        locale, _, rest = page.file.src_uri.partition("/")
        return self.site.content.pages.get((locale, rest.removesuffix(".md")))

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the Markdown extension which page follows, and give it the text that was checked."""
        ours = self._page(page)
        self.page_text.reading = Reading(ours, self.site.content, self.site.state_of) if ours else None
        # Spaces on a first line without a text would hide from Python-Markdown that a list follows.
        return ours.source.lstrip() if ours else ""

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Keep the page's rows for the side-by-side views."""
        ours = self._page(page)
        if ours and self.page_text.reading:
            self.rows[ours.locale, ours.name] = self.page_text.reading.rows
        return html

    def on_page_context(
        self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Add the page of our model and the texts of its language."""
        ours = self._page(page)
        if ours:
            context["ours"] = ours
            context["language"] = self.site.content.language(ours.locale)
            context["t"] = self.site.content.strings[ours.locale]
            context["linked_data"] = linked_data.script(self.site, ours, str(config.site_url))
            context["search"] = self.search[ours.locale]
            context["calendar_size"] = size(len(self.calendars[ours.locale]), ours.locale)
        return context

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Set the typography of the page's languages."""
        ours = self._page(page)
        return typeset(output, ours.locale if ours else "")

    # After the i18n plug-in, whose own event builds all languages but the first.
    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Once all languages are built, write what is made of several of them.

        An editor at work sees the page first, and the other problems of the texts after it.
        """
        if config.plugins["i18n"].building:  # type: ignore[attr-defined] # of i18n alone
            return
        # It holds the day on which it was packed, and nothing else that sitemap.xml does not say.
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        if self.serving:
            self.rest = Thread(target=self._finish_preview, args=[config])
            self.rest.start()
        else:
            self._compare(config)

    def _finish_preview(self, config: MkDocsConfig) -> None:
        problems = list(checks.run(self.site.content))
        for problem in problems:
            log.error(str(problem))
        # Versions that do not have the same blocks cannot stand side by side.
        if all(problem.rule != "parity" for problem in problems):
            self._compare(config)

    def _compare(self, config: MkDocsConfig) -> None:
        """Write the side-by-side pages, and what stands at the old addresses of pages."""
        content = self.site.content
        for pair in compare.comparisons(content, self.rows):
            both = (pair.language.locale, pair.other_language.locale)
            more = {"pair": pair, "both": both, "cell": compare.CELL}
            self._write(config, "compare.html", pair.page, pair.address, pair.cells, **more)
        for old, published in content.published.items():
            if published.moved:
                for language in content.languages:
                    page = content.pages[language.locale, published.moved]
                    self._write(config, "moved.html", page, f"{language.locale}/{old}/")

    def _write(
        self,
        config: MkDocsConfig,
        template: str,
        page: Page,
        address: str,
        cells: Sequence[str] = (),
        **more: Any,
    ) -> None:
        """Write a page that is not one of MkDocs', in the language of `page`, at `address`."""
        html = self.environment.get_template(template).render(
            config=config,
            page=None,
            base_url="/".join([".."] * address.count("/")),
            ours=page,
            language=self.site.content.language(page.locale),
            t=self.site.content.strings[page.locale],
            **more,
        )
        target = Path(config.site_dir, address, "index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = compare.fill(typeset(html, page.locale), cells)
        target.write_text(text, encoding="utf-8", newline="\n")
