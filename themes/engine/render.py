"""A page from a theme, a shop's choices and a request's data: sections first, then the layout around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup

from themes.engine.assets import AssetStore
from themes.engine.budget import LARGEST_PAGE, Budget
from themes.engine.drops import Page, Resources, Shop, View
from themes.engine.environment import PAGE, ThemeEnvironment
from themes.engine.errors import BudgetExceeded, ThemeRefused
from themes.engine.metering import printer
from themes.engine.plan import Plan, PlannedSection
from themes.engine.styles import TokenStyle
from themes.engine.words import Words

_SUBJECTS: Final = ("product", "collection", "collections", "search", "document", "blog", "cart", "error")


@dataclass(frozen=True, slots=True)
class Context:
    """What a page is about. `subject` holds the drops of its kind: product, collection, collections, search,
    document, blog, cart or error."""

    shop: Shop
    view: View
    page: Page
    subject: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page. `style_sha256` is the inline style's hash for the content security policy; `faults` are the sections
    that were left out, with what their author has to mend."""

    html: str
    style_sha256: str
    faults: tuple[ThemeRefused, ...] = ()


class Rendering:
    """One page while it is being made: what the theme's functions ask."""

    def __init__(
        self, environment: ThemeEnvironment, assets: AssetStore, words: Words, *, plan: Plan, resources: Resources
    ) -> None:
        self.budget = Budget()
        self.emit = printer(self.budget)
        self.words = words
        self.resources = resources
        self.faults: list[ThemeRefused] = []
        self._environment = environment
        self._assets = assets
        self._plan = plan
        self._variables: dict[str, Any] = {}  # templates hold any value
        self._home = ""
        self._in_layout = False

    @property
    def style(self) -> TokenStyle:
        return self._plan.style

    def asset_url(self, path: str) -> str:
        return self._assets.url(path)

    def has_asset(self, path: str) -> bool:
        return self._assets.has(path)

    def icon(self, name: str) -> Markup:
        return self._assets.icon(name)

    def layout_section(self, name: str) -> Markup:
        if not self._in_layout:
            raise ValueError("section() is for layouts")
        planned = self._plan.layout_sections.get(name)
        return self._section(planned) if planned else Markup("")

    def page(self, context: Context) -> Rendered:
        """The finished page. Raises ThemeRefused when the layout itself fails or the budget is spent."""
        self._home = context.view.home_url.rstrip("/")
        self._variables = self._page_variables(context)
        sections = [self._section(planned) for planned in self._plan.sections]
        self._in_layout = True
        template = self._environment.template(f"layouts/{self._plan.layout}.html")
        html = self._run(template, {"content": Markup("\n".join(sections))})
        if len(html) > LARGEST_PAGE:
            raise BudgetExceeded("", 0, f"the page is larger than {LARGEST_PAGE // 1_000_000} million characters")
        return Rendered(html, self._plan.style.sha256, tuple(self.faults))

    def _page_variables(self, context: Context) -> dict[str, Any]:
        resources = self.resources
        return {
            **self._environment.globals,
            **dict.fromkeys(_SUBJECTS),
            **{name: drop for name, drop in context.subject.items() if name in _SUBJECTS},
            PAGE: self,
            "shop": context.shop,
            "view": context.view,
            "page": context.page,
            "settings": self._plan.settings.bind(resources, self._home),
            "menus": _Menus(resources.menus),
            "newest_products": resources.newest_products,
            "related_products": resources.related_products,
            "articles": resources.articles,
            "all_collections": resources.all_collections,
        }

    def _section(self, planned: PlannedSection) -> Markup:
        """One section, or nothing where it fails: the page goes on and the fault is kept for the author."""
        try:
            template = self._environment.template(f"sections/{planned.type}.html")
            section = planned.bind(self.resources, self._home)
            return Markup(self._run(template, {"section": section}))
        except BudgetExceeded:
            raise
        except ThemeRefused as fault:
            self.faults.append(fault)
            return Markup("")

    def _run(self, template: Template, variables: dict[str, Any]) -> str:
        try:
            context = template.new_context({**self._variables, **variables}, shared=True)
            return "".join(template.root_render_func(context))
        except BudgetExceeded as error:
            raise (
                error if error.file else BudgetExceeded(*_place(error.__traceback__, template), error.reason)
            ) from None
        except (RecursionError, MemoryError) as error:
            file, line = _place(error.__traceback__, template)
            raise BudgetExceeded(file, line, "the template goes too deep or takes too much memory") from None
        except ThemeRefused:
            raise
        except Exception as error:  # whatever a template runs into is its author's to mend, and never the shopper's
            raise ThemeRefused(*_place(error.__traceback__, template), _reason(error)) from error


class _Menus(dict[str, object]):
    """Menus by handle; a missing one is empty."""

    def __init__(self, menus: Mapping[str, object]) -> None:
        super().__init__(menus)

    def __contains__(self, handle: object) -> bool:
        return isinstance(handle, str)

    def __missing__(self, handle: str) -> tuple[()]:
        return ()


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]


def _place(traceback: TracebackType | None, template: Template) -> tuple[str, int]:
    """The innermost template and line that a traceback went through."""
    file, line = template.name or "", 0
    while traceback is not None:
        running = traceback.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(running, Template):
            file, line = running.name or "", running.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return file, line
