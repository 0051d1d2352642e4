"""The Jinja2 environment that themes run in: an immutable sandbox where a template reaches only what is listed.

What may be written at all is `vetting`'s to say, before compiling; this is the wall while running.
"""

import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from jinja2 import BaseLoader, ChainableUndefined, Environment, Template, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, _PassArg, missing
from markupsafe import Markup

from themes.engine import functions, vetting
from themes.engine.budget import DEEPEST, STEP
from themes.engine.compiler import BudgetedCodeGenerator, charge_regions
from themes.engine.errors import BudgetExceeded, ThemeRefused
from themes.engine.filters import FILTERS, TESTS
from themes.engine.functions import PageContext, PageInProgress
from themes.engine.metering import spend_pairing
from themes.engine.package import TEMPLATE_NAME, Package
from themes.engine.plan import Fields
from themes.engine.printing import as_text
from themes.engine.visible import DICT_METHODS, SEQUENCE_METHODS, TEXT_METHODS, VISIBLE

LARGEST_NUMBER_BITS: Final = 256
LONGEST_RANGE: Final = 10_000
# Keys of a context that no template can name.
PAGE: Final = "page!"
DEPTH: Final = "depth!"

_names_of: Final = VISIBLE.get
_FUNCTIONS: Final = (types.FunctionType, type)
_NUMBERS: Final = (int, float, Decimal)
_METHODS: Final = {str: TEXT_METHODS, Markup: TEXT_METHODS, dict: DICT_METHODS, list: SEQUENCE_METHODS}
_CREATORS: Final = (Cycler, Joiner, Namespace)
_CALLED_INSIDE: Final = (Macro, LoopContext)
_INDEXED: Final = (str, list, tuple, range)
_KEYS: Final = (str, int, Decimal, bool, type(None))


class ThemeContext(PageContext):
    """The variables of one template on one page, and what its compiled code calls to print and join."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],  # templates hold any value
        name: str | None,
        blocks: dict[str, Any],
        globals: Any = None,  # noqa: A002  # the names that Jinja2 passes
    ) -> None:
        super().__init__(environment, parent, name, blocks)
        self.page_in_progress: PageInProgress = parent[PAGE]
        self.budget = self.page_in_progress.budget
        self.emit = self.page_in_progress.emit

    def concat(self, parts: tuple[object, ...]) -> str:
        """What `~` makes: markup where any part is markup."""
        texts = [part if isinstance(part, str) else as_text(self.budget, part) for part in parts]
        self.budget.spend(STEP + sum(map(len, texts)))
        if any(isinstance(text, Markup) for text in texts):
            return Markup("").join(texts)
        return "".join(texts)


class ThemeTemplate(Template):
    """A template whose includes and imports stay on the page that asked for them."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        parent = dict(vars or {}) if shared else {**self.globals, **(vars or {})}
        for name, value in (locals or {}).items():
            if value is not missing:
                parent[name] = value
        depth = parent.get(DEPTH, 0) + 1
        if depth > DEEPEST:
            raise BudgetExceeded("", 0, f"templates include one another more than {DEEPEST} levels deep")
        parent[DEPTH] = depth
        page: PageInProgress = parent[PAGE]
        page.budget.spend(2 * len(parent))
        return ThemeContext(self.environment, parent, self.name, self.blocks)

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        if ctx is None:
            raise ThemeRefused(self.name or "", 0, "an include always sees the page's variables")
        known = {**self.globals, PAGE: ctx.parent[PAGE], DEPTH: ctx.parent.get(DEPTH, 0)}
        return self.make_module(known, shared=True)


class Absent(ChainableUndefined):
    """What is not there: prints nothing, and so do its fields."""

    __slots__ = ()


class _PackageLoader(BaseLoader):
    def __init__(self, package: Package) -> None:
        self._package = package

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if not TEMPLATE_NAME.fullmatch(template) or template not in self._package.files:
            raise TemplateNotFound(template)
        return self._package.source(template), template, _always


def _always() -> bool:
    return True


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """Compiles and runs the templates of one theme. `is_ours` spares the limits that only a stranger's source needs."""

    code_generator_class = BudgetedCodeGenerator
    context_class = ThemeContext
    template_class = ThemeTemplate
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, package: Package, *, is_ours: bool) -> None:
        super().__init__(
            loader=_PackageLoader(package),
            autoescape=True,
            auto_reload=False,
            cache_size=-1,
            extensions=["jinja2.ext.i18n"],
            lstrip_blocks=True,
            optimized=is_ours,
            trim_blocks=True,
            undefined=Absent,
        )
        self.is_ours = is_ours
        self.newstyle_gettext = True
        self.policies["ext.i18n.trimmed"] = True
        self.filters = dict(FILTERS)
        self.tests = dict(TESTS)
        self.globals = {
            "range": bounded_range, "namespace": Namespace, "cycler": Cycler, "joiner": Joiner,
            **functions.PAGE_FUNCTIONS, **functions.WORD_FUNCTIONS,
        }  # fmt: skip
        self._own_functions = {
            function: getattr(function, "jinja_pass_arg", None) is _PassArg.context
            for function in self.globals.values()
        }

    def template(self, name: str) -> Template:
        """A compiled template. Raises ThemeRefused with file, line and reason."""
        try:
            return self.get_template(name)
        except TemplateSyntaxError as error:
            raise ThemeRefused(error.name or name, error.lineno, error.message or "not valid") from error
        except TemplateNotFound as error:
            raise ThemeRefused(str(error.name or name), 0, "there is no such file") from error
        except RecursionError as error:
            raise ThemeRefused(name, 0, "nested too deeply") from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if not self.is_ours:
            vetting.check_source(self, source, name or "")
        return super()._parse(source, name, filename)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        vetting.check_tree(self, source, name or "")
        charge_regions(source)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj: Any, attribute: str) -> Any:
        kind = type(obj)
        names = _names_of(kind)
        if names is not None:
            if attribute in names:
                return getattr(obj, attribute)
            if kind is Namespace:
                return self._stored(obj, attribute)
            return self.undefined(obj=obj, name=attribute)
        if kind is Fields:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, Mapping):
            if attribute in DICT_METHODS:
                return getattr(obj, attribute)
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, types.SimpleNamespace) or hasattr(obj, "_body_stream"):
            return self._stored(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, _INDEXED) and isinstance(argument, int):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, Mapping) and isinstance(argument, _KEYS):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=str(argument))
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        return self.undefined(obj=obj, name=argument)

    def _stored(self, obj: object, attribute: str) -> Any:
        """A macro or variable of an imported template, or a field of a namespace."""
        if attribute.startswith("_"):
            return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Namespace):
            return getattr(obj, attribute, self.undefined(obj=obj, name=attribute))
        return vars(obj).get(attribute, self.undefined(obj=obj, name=attribute))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # Jinja2's own form
        if not isinstance(__context, ThemeContext):
            raise SecurityError("a call outside of a page")
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        budget = __context.budget
        budget.left -= STEP
        if budget.left < 0:
            budget.exhausted()
        if type(__obj) in _FUNCTIONS and (wants_page := __self._own_functions.get(__obj)) is not None:
            return __obj(__context, *args, **kwargs) if wants_page else __obj(*args, **kwargs)
        if isinstance(__obj, _CALLED_INSIDE):
            budget.enter()
            try:
                return __obj(*args, **kwargs)
            finally:
                budget.leave()
        if isinstance(__obj, Undefined):
            raise SecurityError(f"there is no function “{__obj._undefined_name}”")
        return __self._call_method(__context, __obj, args, kwargs)

    def _call_method(self, context: ThemeContext, method: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A method of a text, list, dict, cycler, joiner or loop: `getattr` let only harmless ones out."""
        owner = getattr(method, "__self__", method)
        if isinstance(method, types.BuiltinMethodType | types.MethodType | Joiner) and isinstance(
            owner, str | Mapping | list | tuple | LoopContext | Cycler | Joiner
        ):
            for value in (*args, *kwargs.values()):
                context.budget.weigh(value)
                if isinstance(owner, str):
                    spend_pairing(context.budget, owner, value)
            if isinstance(owner, str | Mapping | list | tuple):
                context.budget.sized(owner) if not isinstance(owner, Mapping) else context.budget.spend(len(owner))
            result = method(*args, **kwargs)
            if isinstance(result, list):
                context.budget.weigh(result)
            return result
        raise SecurityError(f"a {type(method).__name__} can not be called")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if not isinstance(context, ThemeContext):
            raise SecurityError("an operator outside of a page")
        context.budget.spend(STEP)
        if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
            return _calculated(self.binop_table[operator], operator, left, right)
        if operator == "+" and _may_join(left, right):
            context.budget.spend(len(left) + len(right))
            return left + right
        if operator == "*":
            text, times = (left, right) if isinstance(right, int) else (right, left)
            if isinstance(text, str | list | tuple) and isinstance(times, int):
                context.budget.spend(max(0, times) * (len(text) + 1))
                return text * times
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            raise SecurityError(f"“{operator}” has nothing to work on")
        raise SecurityError(f"“{operator}” does not fit a {type(left).__name__} and a {type(right).__name__}")


def _may_join(left: object, right: object) -> bool:
    return (isinstance(left, str) and isinstance(right, str)) or (
        isinstance(left, list | tuple) and type(left) is type(right)
    )


def _calculated(operation: Callable[[Any, Any], Any], operator: str, left: Any, right: Any) -> Any:
    if {type(left), type(right)} == {float, Decimal}:
        left, right = Decimal(str(left)), Decimal(str(right))
    if operator == "**" and (abs(right) > 64 or (isinstance(left, int) and left.bit_length() * abs(right) > 1_024)):
        raise SecurityError("the power is out of reach")
    result = operation(left, right)
    if isinstance(result, int) and result.bit_length() > LARGEST_NUMBER_BITS:
        raise SecurityError("the number is out of reach")
    return result


def bounded_range(*bounds: int) -> range:
    """Whole numbers to count with, at most ten thousand."""
    made = range(*(int(bound) for bound in bounds))
    if len(made) > LONGEST_RANGE:
        raise SecurityError(f"a range has at most {LONGEST_RANGE:,} numbers")
    return made
