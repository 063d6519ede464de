"""The MkDocs events of the site, each a few lines that call `build` or `checks`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir

from . import checks, git
from .build import assets, compare, linked_data
from .build.calendar import calendar
from .build.compare import Row
from .build.context import Site
from .build.dates import size
from .build.markup import PageText, Reading
from .build.typeset import typeset
from .config import today
from .content import Page, load
from .model import CannotRun
from .parse import Authoring

log = get_plugin_logger("microsite")


class MicrositeConfig(Config):  # type: ignore[no-untyped-call] # MkDocs' own base is untyped
    """What `mkdocs.yml` says of the site beside MkDocs' own settings.

    `repository` is OWNER/NAME on GitHub (empty: taken from the Git remote), `contact` an e-mail address
    for readers, `facts_checked` the day of the last check of all facts.
    """

    repository = Type(str, default="")
    contact = Type(str, default="")
    facts_checked = Type(date)


class MicrositePlugin(BasePlugin[MicrositeConfig]):  # type: ignore[no-untyped-call] # so is this base
    """Checks the content, then adds to MkDocs and the i18n plug-in what this site is about."""

    site: Site
    serving = False

    def __init__(self) -> None:
        self.page_text = PageText()
        self.rows: dict[tuple[str, str], list[Row]] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether an editor is at work, who wants to see a page with a fault in it."""
        self.serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Say where the preview can be opened."""
        print(f"Open {server.url} (stop with Ctrl+C).", flush=True)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Look for templates in our own folder alone. Stops a build that has no address."""
        if not config.site_url:
            raise PluginError("SITE_URL is empty. Write the address of the site, or unset it.")
        theirs = get_theme_dir(str(config.theme.name))
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != theirs]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read all content, once for all languages. Stops a build whose parts would not fit together."""
        if config.plugins["i18n"].building:  # type: ignore[attr-defined] # of i18n alone
            return
        root = Path(config.config_file_path or "mkdocs.yml").parent
        try:
            self._read(root, config)
        except CannotRun as error:
            raise PluginError(str(error)) from None

    def _read(self, root: Path, mkdocs: MkDocsConfig) -> None:
        content, problems = load(root, today())
        stages = (checks.BEFORE_PREVIEW,) if self.serving else checks.BEFORE_BUILD
        problems = [*problems, *checks.run(content, problems, stages)]
        for problem in problems:
            log.error(str(problem))
        if problems:
            raise PluginError(f"{len(problems)} problem(s) in the content; nothing was built.")
        self.site = Site(
            content,
            facts_checked=self.config.facts_checked,
            repository=self.config.repository or git.repository(root),
            contact=self.config.contact,
            history=git.history(root),
        )
        days = [page.meta.translated for page in content.pages.values() if page.meta.translated]
        stamp = git.moment(root, max(days, default=content.today))
        self.calendars = {
            language.locale: calendar(content, language.locale, str(mkdocs.site_url), stamp)
            for language in content.languages
        }
        self.templates = FileSystemBytecodeCache(str(_made(root / ".build/templates")))
        # MkDocs types the list as names; Python-Markdown takes extensions themselves as well.
        extensions: list[Any] = mkdocs.markdown_extensions
        if self.page_text not in extensions:
            extensions += [Authoring(), self.page_text]

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
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make a missing name in a template an error, escape what it shows, and give it the site."""
        env.undefined = StrictUndefined
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.bytecode_cache = self.templates
        env.globals.update(
            site=self.site,
            languages=self.site.content.languages,
            strings=self.site.content.strings,
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
        self.page_text.reading = Reading(ours, self.site) if ours else None
        return ours.source if ours else ""

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

        An editor at work also sees the problems that did not stop the preview.
        """
        if config.plugins["i18n"].building:  # type: ignore[attr-defined] # of i18n alone
            return
        # It holds the day on which it was packed, and nothing else that sitemap.xml does not say.
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        problems = list(checks.run(self.site.content)) if self.serving else []
        for problem in problems:
            log.error(str(problem))
        # Versions that do not have the same blocks cannot be shown side by side.
        if all(problem.rule != "parity" for problem in problems):
            self._compare(config)

    def _compare(self, config: MkDocsConfig) -> None:
        """Write the side-by-side pages, and what remains at the old addresses of pages."""
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
        target = _made(Path(config.site_dir, address)) / "index.html"
        text = compare.fill(typeset(html, page.locale), cells)
        target.write_text(text, encoding="utf-8", newline="\n")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
