"""Templates that spend their budget as they run: what is added to Jinja2's compiled code, and where.

Every template, macro, block of a call and turn of a loop begins by paying for the work and text written in it;
whatever is printed passes through `emit`, which pays for its length and refuses what has no meaning to print.
"""

from typing import Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from themes.engine.budget import STEP

_REGIONS: Final = (nodes.Template, nodes.For, nodes.Macro, nodes.CallBlock)


def charge_regions(template: nodes.Template) -> None:
    """Put a payment at the start of every region of the tree."""
    for region in [template, *template.find_all(_REGIONS[1:])]:
        _charge(region)


def _charge(region: nodes.Node) -> None:
    cost = _cost(region)
    body: list[nodes.Node] = region.body  # type: ignore[attr-defined]  # each of _REGIONS has one
    line = region.lineno or 1
    if isinstance(region, nodes.For):
        body[:0] = [
            _code(f"budget.left = left = budget.left - {cost}", line),
            _code("if left < 0: budget.exhausted()", line),
        ]
        if region.test is not None:
            paying = _internal(f"budget.spend({STEP})", line)
            region.test = nodes.And(paying, region.test, lineno=line)
    else:  # what begins it, `new_context` or `call`, looks whether anything is left
        body.insert(0, _code(f"budget.left -= {cost}", line))


def _cost(region: nodes.Node) -> int:
    """What one run through a region costs: its steps and its literal text, without the regions inside it."""
    cost = STEP
    waiting = list(region.iter_child_nodes(exclude=("iter", "call")))  # paid for by the region around
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            cost += len(node.data)
        elif isinstance(node, nodes.Expr | nodes.Stmt):
            cost += STEP
        if not isinstance(node, _REGIONS):
            waiting.extend(node.iter_child_nodes())
        elif isinstance(node, nodes.For | nodes.CallBlock):
            waiting.append(node.iter if isinstance(node, nodes.For) else node.call)
    return cost


def _code(text: str, line: int) -> nodes.ExprStmt:
    return nodes.ExprStmt(_internal(text, line), lineno=line)


def _internal(text: str, line: int) -> nodes.InternalName:
    """A node that compiles to the text as it stands. Templates can not make one: the parser never does from source."""
    node: nodes.InternalName = object.__new__(nodes.InternalName)
    nodes.Node.__init__(node, text, lineno=line)
    return node


class BudgetedCodeGenerator(CodeGenerator):
    """Jinja2's code generator, with the page's budget at hand in every function it writes."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("budget = context.budget")
        self.writeline("emit = context.emit")
        self.writeline("weigh = budget.weigh")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        """Only literal text is worked out while compiling; everything else is paid for when it runs."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("emit(")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        self.write("context.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        operands = [node.expr, *(operand.expr for operand in node.ops)]
        if not any(_is_small(operand) for operand in operands) or any("in" in operand.op for operand in node.ops):
            node.expr = self._weighed(node.expr)
            for operand in node.ops:
                operand.expr = self._weighed(operand.expr)
        super().visit_Compare(node, frame)

    def _weighed(self, operand: nodes.Expr) -> nodes.Expr:
        if _is_small(operand):
            return operand
        return nodes.Call(_internal("weigh", operand.lineno), [operand], [], None, None, lineno=operand.lineno)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        for pair in node.items:
            pair.key = self._weighed(pair.key)
        super().visit_Dict(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if isinstance(node.node, nodes.InternalName):  # our own, written plainly
            self.write(f"{node.node.name}(")
            self.visit(node.args[0], frame)
            self.write(")")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        if isinstance(node.arg, nodes.Slice):
            node.node = nodes.Call(_internal("budget.sized", node.lineno), [node.node], [], None, None)
        super().visit_Getitem(node, frame)


def _is_small(node: nodes.Expr) -> bool:
    """A literal whose comparison costs next to nothing."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return len(node.items) <= 20 and all(_is_small(item) for item in node.items)
    return isinstance(node, nodes.Const) and len(str(node.value)) <= 80
