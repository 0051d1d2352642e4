"""Texts that a template prints from quotes of its own: `{{ 'Buy now' }}`, `{{ heading or 'Contact' }}`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateError

_FALLBACK_FILTERS: Final = frozenset({"default", "d"})
# Words as people are addressed with, and not a class, an id, a list of sizes or the name of a block.
_PROSE: Final = re.compile(r"[A-Z][\w’']*(?:[ ,.!?:–-]+[\w’']+)+[.!?]?")

Constants = Mapping[str, tuple[str, ...]]


def constants_by_name(tree: nodes.Template) -> Constants:
    """What `set` and `with` give a name to, where it is words in quotes."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in _bindings(tree):
        if texts := tuple(printed(value, found)):
            found[name] = (*found.get(name, ()), *texts)
    return found


def prose_with_names(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Sentences that are given a name, by line: they are printed somewhere, be it in a snippet."""
    for _, value in _bindings(tree):
        for text in printed(value, {}):
            if _PROSE.fullmatch(text.strip()):
                yield value.lineno, text


def printed_in(environment: Environment, expression: str, known: Constants) -> Iterator[str]:
    """The texts in quotes that an expression may print. None where it can not be read: others say so."""
    try:
        tree = environment.parse(f"{{{{{expression}}}}}")
    except TemplateError:
        return
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield from printed(node, known)


def printed(node: nodes.Node, known: Constants) -> Iterator[str]:
    """What of an expression's own quotes may come out of it; what a function is given does not."""
    if isinstance(node, nodes.Const):
        yield from [node.value] if isinstance(node.value, str) else []
    elif isinstance(node, nodes.Name):
        yield from known.get(node.name, ())
    elif isinstance(node, nodes.CondExpr):
        yield from printed(node.expr1, known)
        yield from printed(node.expr2, known) if node.expr2 else ()
    elif isinstance(node, nodes.And | nodes.Or | nodes.Add):
        yield from printed(node.left, known)
        yield from printed(node.right, known)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from printed(part, known)
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from printed(item, known)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from printed(node.node, known)
        for fallback in node.args if node.name in _FALLBACK_FILTERS else ():
            yield from printed(fallback, known)


def _bindings(tree: nodes.Template) -> Iterator[tuple[str, nodes.Node]]:
    for assignment in tree.find_all(nodes.Assign):
        if isinstance(assignment.target, nodes.Name):
            yield assignment.target.name, assignment.node
    for block in tree.find_all(nodes.With):
        for target, value in zip(block.targets, block.values, strict=True):
            if isinstance(target, nodes.Name):
                yield target.name, value


__all__ = ["Constants", "constants_by_name", "printed", "printed_in", "prose_with_names"]
