"""The MkDocs events of the site, each a few lines that call `build` or `checks`."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir, write_file

from . import checks, git
from .build import assets, compare, search
from .build.calendar import calendar
from .build.context import Site
from .build.dates import size
from .build.page import EMOJI, PageText
from .build.templates import prepare
from .build.typeset import typeset
from .config import MicrositeConfig, today
from .content import Page, load
from .model import CannotRun
from .parse import Authoring

log = get_plugin_logger("microsite")
# Files that are templates, for all languages together.
FOR_TRANSLATORS = ("texts.tmx", "glossary.csv")


class MicrositePlugin(BasePlugin[MicrositeConfig]):  # type: ignore[no-untyped-call] # MkDocs does not annotate BasePlugin.__init_subclass__
    """Checks the content, then adds to MkDocs and the i18n plug-in what this site is about."""

    site: Site
    watched: dict[Path, int]
    search: dict[str, Any]
    rows: dict[tuple[str, str], list[compare.Row]]
    built: set[tuple[str, str]]

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether an editor is at work, who wants to see a page with an error in it."""
        self.serving, self.page_text = command == "serve", PageText()
        self.watched, self.rows, self.search = {}, {}, {}
        # MkDocs says at each edit what “dirty” builds lack; here data and templates count as well.
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty'" not in record.msg)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Keep Material's files out of the listing of files. Stops a build that has no address."""
        if not config.site_url:
            raise PluginError("SITE_URL is empty. Write the address of the site, or unset it.")
        # MkDocs would list all its icons anew for each language; `on_env` gives its templates back.
        self.theirs = get_theme_dir(str(config.theme.name))
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != self.theirs]
        config.mdx_configs |= {"pymdownx.emoji": EMOJI, "toc": {"anchorlink": True, "anchorlink_class": ""}}
        return config

    def on_build_error(self, *, error: Exception) -> None:
        """Say in one line what a file lacks, where MkDocs would print a traceback."""
        if isinstance(error, CannotRun):
            raise Abort(str(error))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read all content, once for all languages. Stops a build whose parts would not fit together."""
        if _is_inner(config):
            return
        self.root = Path(config.config_file_path or "mkdocs.yml").parent
        content, problems = load(self.root, today())
        # After an edit of pages a preview checks and builds these alone, in their languages; else everything.
        paths = [path for folder in ("docs", "overrides") for path in (self.root / folder).rglob("*")]
        watched = {path: path.lstat().st_mtime_ns for path in paths}
        saved = [path.relative_to(self.root) for path, _ in watched.items() ^ self.watched.items()]
        changed = {path.parts[1] for path in saved}
        self.all_anew = not changed <= content.strings.keys()
        names = {"/".join(path.with_suffix("").parts[2:]) for path in saved}
        fresh = content if self.all_anew else replace(content, unread=frozenset({*content.names} - names))
        stages = (checks.BEFORE_PREVIEW,) if self.serving else checks.BEFORE_BUILD
        problems += checks.run(fresh, problems, stages)
        if problems:
            raise PluginError("\n".join(["Nothing was built.", *map(str, problems)]))
        self.watched, own, history = watched, self.config, git.history(self.root, content.today)
        self.site = Site(content, own.facts_checked, own.repository, history, own.contact, self.rows)
        self.page_text.site, self.built = self.site, set()
        locales = [locale for locale in content.strings if self.all_anew or locale in changed]
        for language in config.plugins["i18n"].config["languages"]:
            language.build = self.all_anew or language.locale in locales
        self.generated: dict[str, bytes] = {}
        self.search |= {locale: search.data_files(self.site, locale) for locale in locales}
        for locale in content.strings:
            ics = calendar(content, locale, str(config.site_url), history.moment)
            self.generated |= {f"{locale}/calendar.ics": ics, **dict(self.search[locale].values())}
        # MkDocs types the list as names; Python-Markdown takes extensions themselves as well.
        extensions: list[Any] = config.markdown_extensions
        if self.page_text not in extensions:
            extensions += [Authoring(), self.page_text]

    # After the i18n plug-in, which cannot take generated files.
    @event_priority(-110)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave the theme's styles, scripts and icons out; add ours, hashed, and files for readers."""
        for file in [*files]:
            if not file.is_documentation_page():
                files.remove(file)
            elif self.all_anew:
                file.is_modified = lambda: True  # for a dirty build
        # All belong to the first build, of the entry page alone; i18n would look for versions of them.
        if not _is_inner(config):
            self.assets = assets.Assets(Path(config.theme.custom_dir or "") / "assets")
            for name, body in (self.assets.files | self.generated).items():
                files.append(File.generated(config, name, content=body))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make a missing name in a template an error, escape what it shows, and give it the site."""
        prepare(env, config.theme.dirs, self.theirs, self.root / ".build/templates")
        texts = {"languages": self.site.content.languages, "strings": self.site.content.strings}
        env.globals.update(texts, site=self.site, asset=self.assets.names, assets=self.assets)
        if not _is_inner(config):
            for name in FOR_TRANSLATORS:  # empty in a preview, whose languages may not fit together
                text = "" if self.serving else env.get_template(name).render()
                self.generated[name] = text.encode()
                files.append(File.generated(config, name, content=self.generated[name]))
        self.environment = env
        return env

    def _page(self, page: MkDocsPage) -> Page | None:
        locale, _, rest = page.file.src_uri.partition("/")
        return self.site.content.pages.get((locale, rest.removesuffix(".md")))

    def on_nav(self, nav: Any, **_: Any) -> None:
        """Name the pages in the menu, also those that a dirty build does not read."""
        for page in nav.pages:
            if ours := self._page(page):
                page.title = ours.meta.nav_title or ours.meta.title

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_: Any) -> str:
        """Tell the Markdown extension which page follows, and give it the text that was checked."""
        self.page_text.page = ours = self._page(page)
        self.built |= {(ours.locale, ours.name)} if ours else set()
        return ours.source.lstrip("\n") if ours else ""

    def on_page_context(self, context: Any, *, page: MkDocsPage, **_: Any) -> Any:
        """Add the page of our model and the texts of its language."""
        return context | (self._context(ours) if (ours := self._page(page)) else {})

    def _context(self, page: Page) -> dict[str, Any]:
        content, locale = self.site.content, page.locale
        sizes = {name: size(len(self.generated[name]), locale) for name in FOR_TRANSLATORS}
        texts = {"language": content.language(locale), "t": content.strings[locale]}
        return {"ours": page, **texts, "search": self.search[locale], "sizes": sizes}

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: MkDocsPage, **_: Any) -> str:
        """Set the typography of the page's languages, and give it its style."""
        ours = self._page(page)
        return self.assets.dress(typeset(output, ours.locale if ours else ""))

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Give the page for missing addresses its style."""
        return self.assets.dress(output) if template_name.endswith(".html") else output

    # After the i18n plug-in, whose own event builds all languages but the first.
    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Once all languages are built, write what is made of several of them."""
        if _is_inner(config):
            return
        # It holds the day on which it was packed, and nothing else that sitemap.xml does not say.
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        # An editor at work also sees the problems that did not stop the preview.
        content = self.site.content
        edited = replace(content, unread=frozenset({*content.names} - {name for _, name in self.built}))
        problems = list(checks.run(edited, stages=checks.AFTER_PREVIEW)) if self.serving else []
        for problem in problems:
            log.error(str(problem))
        # Versions that do not have the same blocks cannot be shown side by side.
        fits = all(problem.rule != "parity" for problem in problems)
        for page, other, cells in compare.comparisons(content, self.rows, self.built) if fits else ():
            address = f"{page.locale}/compare/{page.name}/{other.locale}/"
            self._write(config, "compare.html", page, address, cells, beside=other)
        for old, published in content.published.items():
            for language in content.languages if published.moved else ():
                page = content.pages[language.locale, published.moved]
                self._write(config, "moved.html", page, f"{language.locale}/{old}/")

    def _write(self, config: Any, name: str, page: Page, address: str, cells: Any = (), **more: Any) -> None:
        """Write a page that is not one of MkDocs', in the language of `page`, at `address`."""
        more |= {"config": config, "page": None, "base_url": "/".join([".."] * address.count("/"))}
        context = self._context(page) | more | {"cell": compare.CELL}
        html = typeset(self.environment.get_template(name).render(context), page.locale)
        text = self.assets.dress(compare.fill(html, cells))
        write_file(text.encode(), f"{config.site_dir}/{address}index.html")


def _is_inner(config: MkDocsConfig) -> bool:
    """Return whether the i18n plug-in is building one of the languages, inside the build of MkDocs."""
    i18n: Any = config.plugins["i18n"]
    return bool(i18n.building)
