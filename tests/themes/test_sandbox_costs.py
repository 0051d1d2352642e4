"""No template hangs a worker or fills its memory: each of these is stopped, and the page says where."""

import resource
from pathlib import Path

import pytest

from tests.themes.workshop import a_strangers_theme, written
from themes import engine

LONG = "x" * 3_000
STOPPED_WHILE_RUNNING = [
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) recursive %}{% endfor %}{% endfor %}",
    "{% set x = namespace(s='x') %}{% for i in range(60) %}{% set x.s = x.s + x.s %}{% endfor %}",
    "{% set x = namespace(s='x') %}{% for i in range(60) %}{% set x.s = x.s ~ x.s %}{% endfor %}",
    "{% set x = namespace(s='x') %}{% for i in range(60) %}{% set x.s = x.s * 2 %}{% endfor %}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = x.s + x.s %}{% endfor %}",
    "{% set x = namespace(s='xx') %}{% for i in range(60) %}{% set x.s = x.s|replace('x', 'xx') %}{% endfor %}",
    "{% set x = namespace(s='xx') %}{% for i in range(60) %}{% set x.s = [x.s, x.s]|join %}{% endfor %}",
    "{% set x = namespace(s='xx') %}{% for i in range(60) %}{% set x.s = _('Sold by %(vendor)s', vendor=x.s ~ x.s) %}"
    "{% endfor %}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}{{ x.s }}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}{{ x.s|upper }}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}{{ x.s|tojson }}",
    "{% set x = namespace(s=[1], t=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% set x.t = [x.t, x.t] %}"
    "{% endfor %}{{ x.s == x.t }}",
    "{% set x = namespace(s=(1,)) %}{% for i in range(60) %}{% set x.s = (x.s, x.s) %}{% endfor %}{{ {x.s: 1} }}",
    "{% set x = namespace(s=(1,)) %}{% for i in range(60) %}{% set x.s = (x.s, x.s) %}{% endfor %}{{ {}[x.s] }}"
    "{{ [x.s]|unique|length }}",
    "{% set x = namespace(s=(1,)) %}{% for i in range(60) %}{% set x.s = (x.s, x.s) %}{% endfor %}{{ {}.get(x.s) }}",
    "{{ 'x' * 1000000000 }}",
    "{{ 1000000000 * 'x' }}",
    "{{ [1] * 1000000000 }}",
    "{{ (1,) * 1000000000 }}",
    "{{ 'x' * 9999999 * 9999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 2 ** 99999999 }}",
    "{{ 10 ** 64 * 10 ** 64 }}",
    "{% set x = namespace(n=3) %}{% for i in range(40) %}{% set x.n = x.n * x.n %}{% endfor %}",
    "{{ range(100000000) }}",
    "{{ range(99999999999)|list|length }}",
    "{{ '1e99999999'|float|int if false }}{{ 'x'|batch(99999999)|list }}",
    "{{ [1]|batch(999999999, 'x')|list }}",
    "{{ [1]|slice(999999999)|list }}",
    "{{ (['x'] * 100000)|map('slice', 1000)|list|length }}",
    "{{ (['x'] * 100000)|map('batch', 1000, 'y')|list|length }}",
    "{{ 1.5|round(99999999) }}",
    "{{ {'a': 1}|tojson(99999999) }}",
    "{{ '%099999999d' % 1 }}",
    "{{ '%099999999d' is odd }}",
    "{{ '%099999999d' is divisibleby 3 }}",
    "{{ '{:>99999999}'.format(1) }}",
    "{{ 'x'.ljust(99999999) }}",
    "{{ 'x'.zfill(99999999) }}",
    "{{ 'x'.expandtabs(99999999) }}",
    "{{ lipsum(n=99999) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 25 + "x" + "{% endcall %}" * 25,
    "".join(f"{{% macro m{n + 1}() %}}{{{{ m{n}() }}}}{{{{ m{n}() }}}}{{% endmacro %}}" for n in range(1, 35))
    + "{% macro m1() %}x{% endmacro %}{{ m35() }}",
    "{% for x in [[1]] recursive %}{{ loop([x]) }}{% endfor %}",
    "{% include 'sections/subject.html' %}",
    "{% import 'sections/subject.html' as me %}",
    "{% include 'snippets/ping.html' %}",
    "{% include 'snippets/fan.html' %}",
    f"{{% for a in range(9999) %}}{{% for b in range(9999) %}}{LONG}{{% endfor %}}{{% endfor %}}",
    f"{{% macro m() %}}{LONG}{{% endmacro %}}{{% for a in range(9999) %}}{{{{ m() }}}}{{% endfor %}}",
    f"{{% set s %}}{{% for a in range(9999) %}}{LONG}{{% endfor %}}{{% endset %}}{{% for a in range(999) %}}{{{{ s }}}}"
    "{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for a in range(9999) %}{% if 'y' in s %}{% endif %}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% set t = s ~ '' %}{% for a in range(9999) %}{% if s == t %}{% endif %}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for a in range(9999) %}{% set t = s[1:] %}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for a in range(9999) %}{% set t = s.upper() %}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for a in range(9999) %}{% set t = s.count('xxy') %}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for a in range(9999) %}{% set t = s|lower %}{% endfor %}",
    "{% set s = 'x ' * 1000000 %}{% for a in range(9999) %}{% set t = s.split() %}{% endfor %}",
    "{% set s = 'x ' * 1000000 %}{% for a in range(9999) %}{% set t = s|wordcount %}{% endfor %}",
    "{% set s = '<x ' * 300000 %}{% for a in range(9999) %}{% set t = s|striptags %}{% endfor %}",
    "{% set s = ['x'] * 100000 %}{% for a in range(9999) %}{% if 'y' in s %}{% endif %}{% endfor %}",
    "{% set s = ['x'] * 100000 %}{% for a in range(9999) %}{% set t = s|sort %}{% endfor %}",
    "{% set s = ['x'] * 100000 %}{% for a in range(9999) %}{% set t = s|map('upper')|list %}{% endfor %}",
    "{% set s = ['x'] * 100000 %}{% for a in range(9999) %}{% set t = s|select('in', s)|list %}{% endfor %}",
    "{% set s = ['x'] * 100000 %}{% for a in range(9999) %}{% set t = s.index('y') %}{% endfor %}",
    "{% for a in range(9999) %}{% set t = ['x'] * 100000 %}{% endfor %}",
    "{% for a in range(9999) %}{% for p in search.listing.products %}{{ picture(p.image) }}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for p in range(9999) %}{{ icon('bag') }}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for p in range(9999) %}{{ asset_url('x') }}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{{ 'a' is in ('b' * 100000) }}{% endfor %}",
    "{{ (['x'] * 100000)|map(attribute='" + "a." * 1_900 + "a')|list|length }}",
    "{{ (['x'] * 100000)|selectattr('" + "a." * 1_900 + "a')|list|length }}",
    "{{ (['x'] * 100000)|sort(attribute='" + "a," * 1_900 + "a')|list|length }}",
    "{{ (['x'] * 100000)|join(',', attribute='" + "a." * 1_900 + "a') }}",
    "{{ ('x' * 1000000)|trim('y' * 1000000 ~ 'x') }}",
    "{{ ('x' * 1000000).strip('y' * 1000000 ~ 'x') }}",
    "".join(f"{{% set v{n} = 1 %}}" for n in range(2_000))
    + "{% for a in range(9999) %}{% include 'snippets/card.html' %}{% endfor %}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}{{ asset_url(x.s) }}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}"
    "{{ _('Sold by %(vendor)s', vendor=x.s) }}",
    "{% set x = namespace(s=[1]) %}{% for i in range(60) %}{% set x.s = [x.s, x.s] %}{% endfor %}"
    "{{ picture(search.listing.products[0].image, class=x.s) }}",
]
REFUSED_BEFORE_COMPILING = {
    "too long": "x" * 100_001,
    "deep brackets": "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "deep lists": "{{ " + "[" * 300 + "]" * 300 + " }}",
    "deep blocks": "{% if true %}" * 200 + "{% endif %}" * 200,
    "deep loops": "{% for x in [1] %}" * 60 + "{% endfor %}" * 60,
    "long sums": "{{ " + "+".join(["1"] * 5_000) + " }}",
    "many nots": "{{ " + "not " * 5_000 + "1 }}",
    "many minuses": "{{ " + "-" * 5_000 + "1 }}",
    "many attributes": "{{ shop" + ".a" * 5_000 + " }}",
    "many filters": "{{ shop" + "|e" * 5_000 + " }}",
    "many conditions": "{{ " + "1 if 1 else " * 2_000 + "1 }}",
    "many elifs": "{% if 1 %}" + "{% elif 1 %}" * 9_000 + "{% endif %}",
    "many words": "{{ [" + "1," * 20_000 + "] }}",
    "a long text": "{{ '" + "x" * 5_000 + "' }}",
    "a long number": "{{ " + "9" * 5_000 + " }}",
    "a long float": "{{ 1e" + "9" * 50 + " }}",
    "unclosed": "{{ " * 3_000,
    "unclosed comment": "{# " * 3_000,
    "nested trans": "{% trans %}" * 50,
}


@pytest.mark.parametrize("source", STOPPED_WHILE_RUNNING)
def test_a_template_that_would_burn_the_server_is_stopped(tmp_path: Path, source: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    snippets = {
        "snippets/ping.html": "{% include 'snippets/pong.html' %}",
        "snippets/pong.html": "{% include 'snippets/ping.html' %}",
        "snippets/fan.html": "{% set depth = depth|default(0) + 1 %}"
        "{% if depth < 30 %}{% include 'snippets/fan.html' %}{% include 'snippets/fan.html' %}{% endif %}",
    }
    with pytest.raises(engine.ThemeRefused) as refusal:
        written(tmp_path, source, files=snippets)
    assert refusal.value.file.endswith(".html")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@pytest.mark.parametrize("source", REFUSED_BEFORE_COMPILING.values(), ids=REFUSED_BEFORE_COMPILING.keys())
def test_a_source_that_would_cost_the_compiler_is_refused(tmp_path: Path, source: str) -> None:
    theme = a_strangers_theme(tmp_path, {"sections/subject.html": source})
    with pytest.raises(engine.ThemeRefused) as refusal:
        theme.environment.template("sections/subject.html")
    assert refusal.value.file == "sections/subject.html"


def test_constants_of_a_stranger_are_not_folded_while_compiling(tmp_path: Path) -> None:
    source = "{% if false %}{{ 'A' * 1000000000 }}{{ ('B' * 1000000000)|upper }}{{ [1] * 1000000000 }}{% endif %}fine"
    assert written(tmp_path, source) == "fine"


def test_a_budget_serves_the_whole_page(tmp_path: Path) -> None:
    half = "{% for a in range(400) %}{% for b in range(400) %}{% endfor %}{% endfor %}"
    assert written(tmp_path / "one", half) == ""
    with pytest.raises(engine.BudgetExceeded):
        written(tmp_path / "four", half * 4)


def test_the_page_after_a_stopped_one_has_its_whole_budget(tmp_path: Path) -> None:
    greedy = "{% if search.query == '<b>&' %}{{ 'x' * 900000 }}{% endif %}"
    for turn in range(5):
        assert len(written(tmp_path / str(turn), greedy)) == 900_000
