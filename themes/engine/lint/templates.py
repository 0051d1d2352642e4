"""Templates: what is refused in them, and names and fields that are not there."""

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Final

from jinja2 import meta, nodes
from jinja2.exceptions import TemplateError

from themes.engine import drops, vetting
from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding, refusal
from themes.engine.functions import PAGE_FUNCTIONS
from themes.engine.library import Theme
from themes.engine.needs import accepted_names
from themes.engine.plan import Block, Section
from themes.engine.schema import SectionSchema

_ROOTS: Final[Mapping[str, type | None]] = {
    "shop": drops.Shop, "view": drops.View, "page": drops.Page, "product": drops.Product,
    "collection": drops.Collection, "search": drops.Search, "document": drops.Document, "blog": drops.Blog,
    "cart": drops.Cart, "error": drops.ErrorNotice, "collections": None, "settings": None, "menus": None,
    "newest_products": None, "related_products": None, "articles": None, "all_collections": None,
}  # fmt: skip
_DROPS: Final[Mapping[str, type]] = {
    name: kind for name, kind in vars(drops).items() if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
_TYPED: Final = re.compile(r"`([a-z][a-z0-9_]*)`\s*\(([A-Z][A-Za-z]+)")


def own_templates(theme: Theme) -> Iterator[tuple[str, str]]:
    """The templates that lie in the theme's own folder, with their sources."""
    for name in sorted(theme.package.own_files):
        if name.endswith(".html"):
            try:
                source = theme.package.source(name)
            except ThemeRefused:
                continue  # `refused` has said so
            yield name, source


def refused(theme: Theme) -> Iterator[Finding]:
    """What keeps a template from compiling, or all of them from being compiled in a server's time."""
    tokens = 0
    for name in sorted(theme.package.own_files):
        if not name.endswith(".html"):
            continue
        try:
            tree = _tree(theme, name, theme.package.source(name))
        except ThemeRefused as error:
            yield refusal(error)
            continue
        tokens += vetting.tokens_of(theme.environment, theme.package.source(name))
        if tokens > vetting.MOST_TOKENS_OF_A_THEME:
            most = f"{vetting.MOST_TOKENS_OF_A_THEME:,}"
            yield refusal(ThemeRefused(name, 0, f"all templates of a theme have at most {most} words and signs"))
            return
        faults = list(vetting.refusals(theme.environment, tree, name))
        yield from (refusal(fault) for fault in faults)
        if not faults:
            try:
                theme.environment.template(name)
            except ThemeRefused as error:
                yield refusal(error)


def unknown_names(theme: Theme) -> Iterator[Finding]:
    """Variables, settings and fields that no page has."""
    for name, source in own_templates(theme):
        try:
            tree = _tree(theme, name, source)
            undeclared = meta.find_undeclared_variables(tree)
        except (ThemeRefused, TemplateError):
            continue
        yield from _Reader(theme, name, source, tree).findings(undeclared)


def _tree(theme: Theme, name: str, source: str) -> nodes.Template:
    try:
        return theme.environment.parse(source, name, name)
    except TemplateError as error:
        raise ThemeRefused(name, getattr(error, "lineno", 0) or 0, error.message or "not valid") from error
    except RecursionError as error:
        raise ThemeRefused(name, 0, "nested too deeply") from error


class _Reader:
    """Follows the types of drops through one template."""

    def __init__(self, theme: Theme, name: str, source: str, tree: nodes.Template) -> None:
        self._theme = theme
        self._name = name
        self._tree = tree
        self._accepted = accepted_names(source)
        folder, _, file = name.partition("/")
        self._folder = folder
        self._schema = theme.package.sections.get(file.removesuffix(".html")) if folder == "sections" else None
        self._types = self._bindings(source)

    def findings(self, undeclared: set[str]) -> Iterator[Finding]:
        known = {*_ROOTS, *PAGE_FUNCTIONS, *self._theme.environment.globals, *self._accepted}
        known |= {"sections": {"section"}, "layouts": {"content"}}.get(self._folder, set())
        if self._folder == "snippets":
            known |= {"section", "block", "caller"}
        known.add("loop")
        yield from self._loops_in_conditions()
        known |= {node.name for node in self._tree.find_all(nodes.Name) if node.ctx != "load"}
        for node in self._tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name in undeclared - known:
                yield Finding(
                    self._name, node.lineno, f"nothing is called “{node.name}” here",
                    "check the spelling; a snippet's opening comment names what it accepts in `backticks`",
                )  # fmt: skip
        for access in self._tree.find_all(nodes.Getattr):
            yield from self._field(access)

    def _loops_in_conditions(self) -> Iterator[Finding]:
        for loop in self._tree.find_all(nodes.For):
            if loop.test is not None and any(name.name == "loop" for name in loop.test.find_all(nodes.Name)):
                mend = "put the condition into the loop's body"
                yield Finding(self._name, loop.lineno, "“loop” is not there yet in the condition of a for", mend)

    def _field(self, access: nodes.Getattr) -> Iterator[Finding]:
        owner = access.node
        settings = self._settings_of(owner)
        if settings is not None:
            if access.attr not in settings:
                yield self._missing(access, f"there is no setting “{access.attr}”", settings)
            return
        kind = self._type(owner)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            fields = {field.name for field in dataclasses.fields(kind)}
            if access.attr not in fields:
                yield self._missing(access, f"a {kind.__name__} has no “{access.attr}”", fields)

    def _missing(self, access: nodes.Getattr, reason: str, there: typing.Collection[str]) -> Finding:
        return Finding(self._name, access.lineno, reason, f"there are: {', '.join(sorted(there)) or 'none'}"[:300])

    def _settings_of(self, node: nodes.Expr) -> set[str] | None:
        """The settings behind `settings`, `section.settings` or `block.settings`; None for anything else."""
        if isinstance(node, nodes.Name) and node.name == "settings" and "settings" not in self._types:
            return set(self._theme.package.settings)
        if not (isinstance(node, nodes.Getattr) and node.attr == "settings" and self._schema):
            return None
        kind = self._type(node.node)
        if kind is Section:
            return set(self._schema.settings)
        return _block_settings(self._schema) if kind is Block else None

    def _bindings(self, source: str) -> dict[str, object]:
        """Names that the template itself binds, with their type where every binding agrees on it."""
        bound: dict[str, object] = {}
        if self._folder == "snippets":
            opening = source.partition("#}")[0]
            bound.update(dict.fromkeys(self._accepted))
            bound.update({name: _DROPS[kind] for name, kind in _TYPED.findall(opening) if kind in _DROPS})
        for node in self._tree.find_all(nodes.Name):
            if node.ctx in ("store", "param"):
                bound.setdefault(node.name, None)
        self._types = bound
        loops = [loop for loop in self._tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)]
        stores = [node.name for node in self._tree.find_all(nodes.Name) if node.ctx in ("store", "param")]
        for loop in loops:
            target = loop.target
            if isinstance(target, nodes.Name) and stores.count(target.name) == 1:
                bound[target.name] = self._item_type(loop.iter)
        return bound

    def _type(self, node: nodes.Expr) -> object:
        if isinstance(node, nodes.Name):
            if node.name in self._types:
                return self._types[node.name]
            return Section if node.name == "section" and self._schema else _ROOTS.get(node.name)
        if isinstance(node, nodes.Getattr):
            return _without_none(self._hint(self._type(node.node), node.attr))
        return None

    def _item_type(self, node: nodes.Node) -> object:
        hint = self._type(node) if isinstance(node, nodes.Getattr) else None
        arguments = typing.get_args(hint)
        return arguments[0] if typing.get_origin(hint) is tuple and arguments[1:] == (...,) else None

    def _hint(self, kind: object, field: str) -> object:
        if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
            return None
        return typing.get_type_hints(kind).get(field)


def _without_none(hint: object) -> object:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else None
    return hint


def _block_settings(schema: SectionSchema) -> set[str]:
    return {name for block in schema.blocks.values() for name in block.settings}
