"""What a template may be written with, checked on its source and its tree before anything of it runs or compiles.

`check_source` limits what a stranger's source costs to parse; `check_tree` refuses constructs, for every theme.
"""

from collections.abc import Iterator
from typing import Final

from jinja2 import Environment, nodes

from themes.engine.errors import ThemeRefused
from themes.engine.functions import WORD_FUNCTIONS
from themes.engine.package import TEMPLATE_NAME

LONGEST_SOURCE: Final = 100_000
LONGEST_LITERAL: Final = 4_000
LONGEST_NUMBER: Final = 15
MOST_TOKENS: Final = 30_000
MOST_TOKENS_OF_A_THEME: Final = 60_000  # four times our largest; compiled in about a second of a server's time
DEEPEST_BRACKETS: Final = 20
DEEPEST_BLOCKS: Final = 30
DEEPEST_TREE: Final = 100

_OPENING: Final = frozenset({"for", "if", "macro", "call", "filter", "set", "trans", "with"})
_REFUSED_FILTERS: Final = {
    "safe": "escaping can not be switched off; rich text arrives as markup already",
    "forceescape": "escaping is the engine's",
    "xmlattr": "write attributes out",
    "format": "use _('… %(name)s …', name=…)",
    "attr": "write the field's name after a dot",
    "pprint": "it shows the inside of things",
}
_REFUSED_NODES: Final[dict[type[nodes.Node], str]] = {
    nodes.Extends: "a page's layout is named in its templates/*.toml, so that nothing extends",
    nodes.Block: "there are no blocks: layouts print {{ content }}",
    nodes.ScopedEvalContextModifier: "autoescape can not be switched",
    nodes.EvalContextModifier: "autoescape can not be switched",
    nodes.MarkSafe: "escaping can not be switched off",
    nodes.MarkSafeIfAutoescape: "escaping can not be switched off",
}


def check_source(environment: Environment, source: str, name: str) -> None:
    """Refuse a source that would cost too much to parse or compile. Raises ThemeRefused."""
    if len(source) > LONGEST_SOURCE:
        raise ThemeRefused(name, 0, f"a template has at most {LONGEST_SOURCE:,} characters")
    brackets = blocks = 0
    previous = ""
    for tokens, (line, kind, value) in enumerate(environment.lexer.tokeniter(source, name, name)):
        if tokens > MOST_TOKENS:
            raise ThemeRefused(name, line, f"a template has at most {MOST_TOKENS:,} words and signs")
        if kind == "operator":
            brackets += (value in "([{") - (value in ")]}")
        elif kind == "block_begin":
            brackets = 0
        elif kind == "name":
            if previous == "block_begin" and (value in _OPENING or value.startswith("end")):
                blocks += 1 if value in _OPENING else -1
        elif kind == "string" and len(value) > LONGEST_LITERAL:
            raise ThemeRefused(name, line, f"a text in quotes has at most {LONGEST_LITERAL:,} characters")
        elif kind in ("integer", "float") and len(value) > LONGEST_NUMBER:
            raise ThemeRefused(name, line, f"a number has at most {LONGEST_NUMBER} digits")
        if brackets > DEEPEST_BRACKETS or blocks > DEEPEST_BLOCKS:
            raise ThemeRefused(name, line, "nested too deeply")
        if kind != "whitespace":
            previous = kind


def tokens_of(environment: Environment, source: str) -> int:
    """How many words and signs a source that `check_source` let through is read as."""
    return sum(1 for _ in environment.lexer.tokeniter(source, ""))


def check_tree(environment: Environment, tree: nodes.Template, name: str) -> None:
    """Refuse what no template may be written with. Raises ThemeRefused."""
    for refusal in refusals(environment, tree, name):
        raise refusal


def refusals(environment: Environment, tree: nodes.Template, name: str) -> Iterator[ThemeRefused]:
    """Everything in a template that is refused, in no particular order."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    called: set[int] = set()
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST_TREE:
            yield ThemeRefused(name, node.lineno, "nested too deeply")
            return
        if isinstance(node, nodes.Call):
            called.add(id(node.node))
        reason = _REFUSED_NODES.get(type(node)) or _reason(environment, node, called)
        if reason:
            yield ThemeRefused(name, node.lineno, reason)
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())


def _reason(environment: Environment, node: nodes.Node, called: set[int]) -> str:
    if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport):
        return _file_reason(node)
    if isinstance(node, nodes.Filter) and node.name not in environment.filters:
        why = _REFUSED_FILTERS.get(node.name)
        return f"the filter “{node.name}” is refused: {why}" if why else f"there is no filter “{node.name}”"
    if isinstance(node, nodes.Test) and node.name not in environment.tests:
        return f"there is no test “{node.name}”"
    if isinstance(node, nodes.Getattr) and (node.attr.startswith("_") or not node.attr.isascii()):
        return f"“{node.attr[:40]}” is not a field"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("__"):
        return f"“{str(node.arg.value)[:40]}” is not a field"
    return _name_reason(node, called) or _words_reason(node)


def _name_reason(node: nodes.Node, called: set[int]) -> str:
    names: tuple[str, ...] = ()
    if isinstance(node, nodes.Name):
        names = (node.name,)
        if node.name in WORD_FUNCTIONS and (node.ctx != "load" or id(node) not in called):
            return f"“{node.name}” is the translation function and is only called"
    elif isinstance(node, nodes.Macro):
        names = (node.name,)
    elif isinstance(node, nodes.Import):
        names = (node.target,)
    elif isinstance(node, nodes.FromImport):
        names = tuple(name if isinstance(name, str) else name[1] for name in node.names)
    elif isinstance(node, nodes.Keyword):
        names = (node.key,)
    for name in names:
        if not name.isascii() or name.startswith("__"):
            return f"“{name[:40]}” is not a name that a template may use"
        if not isinstance(node, nodes.Name | nodes.Keyword) and name in WORD_FUNCTIONS:
            return f"“{name}” is the translation function's name"
    return ""


def _words_reason(node: nodes.Node) -> str:
    """Words come from the catalogue as markup, so only what stands in the template may be looked up."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in WORD_FUNCTIONS):
        return ""
    texts = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}[node.node.name]
    if len(node.args) < texts or node.dyn_args is not None:
        return f"{node.node.name}() is given its words in quotes"
    if not all(isinstance(text, nodes.Const) and isinstance(text.value, str) for text in node.args[:texts]):
        return f"{node.node.name}() is given its words in quotes, so that they can be translated"
    return ""


def _file_reason(node: nodes.Include | nodes.Import | nodes.FromImport) -> str:
    if isinstance(node, nodes.Include) and not node.with_context:
        return "an include always sees the page's variables"
    names = [node.template]
    if isinstance(node.template, nodes.List | nodes.Tuple):
        names = list(node.template.items)
    for name in names:
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            return "a file to include or import is named in quotes"
        if not TEMPLATE_NAME.fullmatch(name.value):
            return f"“{name.value[:60]}” is not a file such as snippets/price.html"
    return ""
