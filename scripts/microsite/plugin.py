"""The MkDocs events of the site, each a few lines that call `build` or `checks`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Undefined,
)
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
from .build import assets, compare, search
from .build.calendar import calendar
from .build.context import Site
from .build.dates import size
from .build.page import EMOJI, PageText, Reading
from .build.typeset import typeset
from .config import today
from .content import Content, Page, load
from .model import CannotRun
from .parse import Authoring

log = get_plugin_logger("microsite")
# Files that are templates, for all languages together.
FOR_TRANSLATORS = ("texts.tmx", "glossary.csv")


class Missing(StrictUndefined):
    """A missing name is an error where it is shown; Material's templates ask whether it is there."""

    __bool__ = Undefined.__bool__  # type: ignore[assignment] # StrictUndefined types it as an error


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

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether an editor is at work, who wants to see a page with a fault in it."""
        self.serving, self.page_text = command == "serve", PageText()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Say where the preview can be opened."""
        print(f"Open {server.url} (stop with Ctrl+C).", flush=True)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Keep Material's files out of the listing of files. Stops a build that has no address.

        MkDocs would list its 12,000 icons anew for each language; `on_env` gives its templates back.
        """
        if not config.site_url:
            raise PluginError("SITE_URL is empty. Write the address of the site, or unset it.")
        self.theirs = get_theme_dir(str(config.theme.name))
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != self.theirs]
        config.mdx_configs["pymdownx.emoji"] = EMOJI
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read all content, once for all languages. Stops a build whose parts would not fit together."""
        if _is_inner(config):
            return
        root = Path(config.config_file_path or "mkdocs.yml").parent
        try:
            content, problems = load(root, today())
            stages = (checks.BEFORE_PREVIEW,) if self.serving else checks.BEFORE_BUILD
            problems += checks.run(content, problems, stages)
            if self._log(problems):
                raise PluginError(f"{len(problems)} problem(s) in the content; nothing was built.")
            self._begin(root, content, str(config.site_url))
        except CannotRun as error:
            raise PluginError(str(error)) from None
        # MkDocs types the list as names; Python-Markdown takes extensions themselves as well.
        extensions: list[Any] = config.markdown_extensions
        if self.page_text not in extensions:
            extensions += [Authoring(), self.page_text]

    def _begin(self, root: Path, content: Content, site_url: str) -> None:
        """Make what pages and files of all languages are built from."""
        repository = self.config.repository or git.repository(root)
        self.site = Site(
            content, self.config.facts_checked, repository, git.history(root), self.config.contact
        )
        days = [page.meta.translated for page in content.pages.values() if page.meta.translated]
        self.moment = git.moment(root, max(days, default=content.today))
        self.generated, self.search = {}, {}
        for locale in content.strings:
            self.generated[f"{locale}/calendar.ics"] = calendar(content, locale, site_url, self.moment)
            self.search[locale] = search.data_files(self.site, locale)
            self.generated |= dict(self.search[locale].values())
        (root / ".build/templates").mkdir(parents=True, exist_ok=True)
        self.templates = FileSystemBytecodeCache(str(root / ".build/templates"))

    def _log(self, problems: Sequence[object]) -> bool:
        for problem in problems:
            log.error(str(problem))
        return bool(problems)

    # After the i18n plug-in, which cannot take generated files.
    @event_priority(-110)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave the theme's styles, scripts and icons out; add ours, hashed, and files for readers."""
        for file in [file for file in files if not file.is_documentation_page()]:
            files.remove(file)
        self.assets = assets.read(Path(config.theme.custom_dir or "") / "assets")
        # All belong to the first build, of the entry page alone; i18n would look for versions of them.
        for name, body in ({} if _is_inner(config) else self.assets.files | self.generated).items():
            files.append(File.generated(config, name, content=body))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make a missing name in a template an error, escape what it shows, and give it the site."""
        env.loader = ChoiceLoader([FileSystemLoader(config.theme.dirs), FileSystemLoader(self.theirs)])
        env.undefined = Missing
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.bytecode_cache = self.templates
        env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        env.filters["plain"] = search.plain
        env.globals.update(self.site.template_globals(), asset=self.assets.names, assets=self.assets)
        if not _is_inner(config):
            for name in FOR_TRANSLATORS:
                text = env.get_template(name).render(moment=f"{self.moment:%Y%m%dT%H%M%SZ}")
                self.generated[name] = text.encode()
        self.environment = env
        return env

    def _page(self, page: MkDocsPage) -> Page | None:
        locale, _, rest = page.file.src_uri.partition("/")
        return self.site.content.pages.get((locale, rest.removesuffix(".md")))

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extension which page follows, and give it the text that was checked."""
        ours = self._page(page)
        self.page_text.reading = Reading(ours, self.site) if ours else None
        return ours.source.lstrip("\n") if ours else ""

    def on_page_context(
        self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Add the page of our model and the texts of its language."""
        if ours := self._page(page):
            context |= self._context(ours)
            context["search"] = self.search[ours.locale]
        return context

    def _context(self, page: Page) -> dict[str, Any]:
        content = self.site.content
        sizes = {
            name.rpartition("/")[2]: size(len(self.generated[name]), page.locale)
            for name in (*FOR_TRANSLATORS, f"{page.locale}/calendar.ics")
        }
        language, strings = content.language(page.locale), content.strings[page.locale]
        return {"ours": page, "language": language, "t": strings, "sizes": sizes}

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Set the typography of the page's languages, and give it its style."""
        ours = self._page(page)
        return self.assets.dress(typeset(output, ours.locale if ours else ""))

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the page for missing addresses its style."""
        return self.assets.dress(output) if template_name.endswith(".html") else output

    # After the i18n plug-in, whose own event builds all languages but the first.
    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Once all languages are built, write what is made of several of them.

        An editor at work also sees the problems that did not stop the preview.
        """
        if _is_inner(config):
            return
        # It holds the day on which it was packed, and nothing else that sitemap.xml does not say.
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        for name in FOR_TRANSLATORS:
            Path(config.site_dir, name).write_bytes(self.generated[name])
        problems = list(checks.run(self.site.content)) if self.serving else []
        self._log(problems)
        content = self.site.content
        # Versions that do not have the same blocks cannot be shown side by side.
        fits = all(problem.rule != "parity" for problem in problems)
        for pair in compare.comparisons(content, self.site.rows) if fits else ():
            both = (pair.language.locale, pair.other_language.locale)
            more = {"pair": pair, "both": both, "cell": compare.CELL}
            self._write(config, "compare.html", pair.page, pair.address, pair.cells, **more)
        for old, published in content.published.items():
            for language in content.languages if published.moved else ():
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
        root = "/".join([".."] * address.count("/"))
        context = {**self._context(page), "config": config, "page": None, "base_url": root, **more}
        html = self.environment.get_template(template).render(context)
        text = self.assets.dress(compare.fill(typeset(html, page.locale), cells))
        target = Path(config.site_dir, address, "index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _is_inner(config: MkDocsConfig) -> bool:
    """Return whether the i18n plug-in is building one of the languages, inside the build of MkDocs."""
    return bool(config.plugins["i18n"].building)  # type: ignore[attr-defined] # of i18n alone
