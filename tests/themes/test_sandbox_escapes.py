"""Nothing of the server, of Python or of another shop is to be reached or printed from a template."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.themes.workshop import written
from themes import engine

PRINTS_NOTHING = [
    "{{ ''['__cl' ~ 'ass__'] }}",
    "{{ ''|map(attribute='__class__')|list|join }}",
    "{{ ['x']|map(attribute='__class__')|list|join }}",
    "{{ ['x']|map(attribute='upper.__self__')|list|join }}",
    "{{ [shop]|map(attribute='__class__.__mro__')|list|join }}",
    "{{ [shop]|map(attribute='__dataclass_fields__')|list|join }}",
    "{{ [view]|sum(attribute='nothing') if false }}",
    "{{ shop['__cla' ~ 'ss__'] }}",
    "{{ shop['_' ~ '_init__'] }}",
    "{{ search.listing['__slots' ~ '__'] }}",
    "{{ page.head['format'] }}",
    "{{ 'x'.format }}",
    "{{ 'x'.format_map }}",
    "{{ 'x'.encode }}",
    "{{ 'x'.join }}",
    "{{ 'x'.zfill }}",
    "{{ 'x'.ljust }}",
    "{{ 'x'.center }}",
    "{{ 'x'.translate }}",
    "{{ 'x'.replace }}",
    "{{ 'x'['format'] }}",
    "{{ page.head.unescape }}",
    "{{ [].append }}",
    "{{ [].sort }}",
    "{{ {}.update }}",
    "{{ {}.pop }}",
    "{{ {}.setdefault }}",
    "{{ (1).real }}",
    "{{ (1).to_bytes }}",
    "{{ (1.5).hex }}",
    "{{ range(3).start }}",
    "{{ section.settings.get }}",
    "{{ section.settings.items }}",
    "{{ section.settings.update }}",
    "{{ config }}{{ request }}{{ self }}{{ context }}{{ environment }}{{ lipsum }}{{ dict }}",
    "{{ undefined.anything.at.all }}",
    "{% for x in [1] %}{{ loop.depth0 if false }}{{ loop['_iterable'] if false }}{{ loop._x if false }}{% endfor %}"[
        :0
    ],
    "{% for x in [1] %}{{ loop['_iter' ~ 'able'] }}{% endfor %}",
    "{% set ns = namespace(a=1) %}{{ ns['_Namespace__attrs'] }}",
    "{% import 'snippets/card.html' as m %}{{ m['_body' ~ '_stream'] }}{{ m['__na' ~ 'me__'] }}",
    "{% macro m() %}{% endmacro %}{{ m.name }}{{ m['_func'] }}{{ m.arguments }}{{ m['_environ' ~ 'ment'] }}",
    "{{ cycler('a')['items'] }}{{ joiner(',')['sep'] }}",
    "{{ [1, 2]|groupby('__class__')|first if false }}",
    "{{ menus['__class' ~ '__'] }}",
    "{{ menus.main['__class' ~ '__'] }}",
]

IS_REFUSED = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ shop.__class__ }}",
    "{{ shop._x }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "{{ ''|attr('__class__') }}",
    "{{ 'x'|safe }}",
    "{{ search.query|safe }}",
    "{{ search.query|forceescape }}",
    "{{ {'a': 1}|xmlattr }}",
    "{{ '%s'|format(1) }}",
    "{{ shop|pprint }}",
    "{{ 'a'|center(9) }}",
    "{{ 'a'|indent(9) }}",
    "{{ 'a'|urlize }}",
    "{{ [1]|random }}",
    "{{ 1|filesizeformat }}",
    "{% autoescape false %}{{ search.query }}{% endautoescape %}",
    "{% autoescape true %}{% endautoescape %}",
    "{% extends 'layouts/default.html' %}",
    "{% block a %}{% endblock %}",
    "{% include '../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% include 'theme.toml' %}",
    "{% include 'snippets/../theme.toml' %}",
    "{% include 'snippets/card.html\\n' %}",
    "{% include 'locales/ar.po' %}",
    "{% include search.query %}",
    "{% include ['snippets/card.html', search.query] %}",
    "{% include 'snippets/card.html' without context %}",
    "{% include 'snippets/missing.html' %}",
    "{% import search.query as x %}",
    "{% from 'snippets/' ~ 'card.html' import x %}",
    "{{ _ }}",
    "{{ _|e }}",
    "{{ [_]|join }}",
    "{% set f = _ %}{{ f(search.query) }}",
    "{% macro m(f) %}{{ f(search.query) }}{% endmacro %}{{ m(gettext) }}",
    "{{ _(search.query) }}",
    "{{ _('a' ~ search.query) }}",
    "{{ gettext(search.query) }}",
    "{{ ngettext('one', search.query, 2) }}",
    "{{ pgettext('c', search.query) }}",
    "{{ _(*[search.query]) }}",
    "{% for _ in [1] %}{% endfor %}",
    "{% macro _(x) %}{{ x }}{% endmacro %}",
    "{{ picture }}",
    "{{ range }}",
    "{{ namespace }}",
    "{{ shop }}",
    "{{ [shop] }}",
    "{{ {'a': shop} }}",
    "{{ shop ~ '' }}",
    "{{ [shop]|join }}",
    "{{ shop|string }}",
    "{{ shop|upper }}",
    "{{ picture|upper }}",
    "{{ shop|e }}",
    "{{ shop|tojson }}",
    "{{ picture|tojson }}",
    "{{ range(3) }}",
    "{{ 'x'.upper }}",
    "{{ [].count }}",
    "{% for x in [1] %}{{ loop }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m }}",
    "{% import 'snippets/card.html' as m %}{{ m }}",
    "{% import 'snippets/card.html' as m %}{{ m ~ '' }}",
    "{{ namespace(a=1) }}",
    "{{ shop() }}",
    "{{ 'x'() }}",
    "{{ missing() }}",
    "{{ page.head() }}",
    "{{ section('header') }}",
    "{{ '%s' % 1 }}",
    "{{ '%(a)s' % {'a': 1} }}",
    "{{ shop.name * shop }}",
    "{{ _('Sold by %(vendor)s', vendor=shop) }}",
    "{{ _('Sold by %(vendor)s', vendor=range) }}",
    "{{ ngettext('%(a)s', '%(a)s', 2, a=[picture]) }}",
    "{% trans x=picture %}{{ x }}{% endtrans %}",
    "{{ picture(search.listing.products[0].image, class=range) }}",
    "{{ picture(search.listing.products[0].image, alt=shop) }}",
    "{{ picture(search.listing.products[0].image, sizes=[shop]) }}",
    "{{ asset_url(shop) }}",
    "{{ asset_url([range]) }}",
    "{{ icon(shop) }}",
    "{{ shop[0:1] }}",
    "{% set shop.name = 'x' %}",
    "{% set ns = shop %}{% set ns.name = 'x' %}",
    "{% set café = 1 %}",
    "{{ ℌ }}",
    "{{ shop.ﬁeld }}",
    "{{ __import__('os') }}",
    "{% set __x = 1 %}",
    "{{ icon('../../theme') }}",
    "{% trans %}{{ x.y }}{% endtrans %}",
    "{{ x is callable }}",
    "{{ 'e' is filter }}",
    "{% debug %}",
    "{% do 1 %}",
]


@pytest.mark.parametrize("source", PRINTS_NOTHING)
def test_a_door_to_the_inside_is_not_there(tmp_path: Path, source: str) -> None:
    with suppress(engine.ThemeRefused):
        assert written(tmp_path, source).strip("[]{}, ") == ""


@pytest.mark.parametrize("source", IS_REFUSED)
def test_what_no_template_may_write_is_refused_with_its_place(tmp_path: Path, source: str) -> None:
    with pytest.raises(engine.ThemeRefused) as refusal:
        written(tmp_path, source)
    assert refusal.value.file
    assert refusal.value.reason
    assert "0x" not in refusal.value.reason


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ search.query }}", "&lt;b&gt;&amp;"),
        ("{{ search.query ~ 'x' }}", "&lt;b&gt;&amp;x"),
        ("{{ search.query|upper }}", "&lt;B&gt;&amp;"),
        ("{{ [search.query]|join(', ') }}", "&lt;b&gt;&amp;"),
        ("{{ [search.query, 'x']|join('<br>') }}", "&lt;b&gt;&amp;&lt;br&gt;x"),
        ("{{ [search.query] }}", "[&lt;b&gt;&amp;]"),
        ("{{ {'a': search.query} }}", "{a: &lt;b&gt;&amp;}"),
        ("{{ search.query|e|replace('&lt;', '<') }}", "&lt;b&gt;&amp;"),
        ("{{ search.query|replace('b', '<i>') }}", "&lt;&lt;i&gt;&gt;&amp;"),
        ("{% set lt %}<{% endset %}{{ search.query|e|replace('&lt;', lt) }}", "&lt;b&gt;&amp;"),
        ("{% set x %}{{ search.query }}{% endset %}{{ x }}", "&lt;b&gt;&amp;"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(search.query) }}", "&lt;b&gt;&amp;"),
        ("{% filter upper %}{{ search.query }}{% endfilter %}", "&LT;B&GT;&AMP;"),
        ("{{ _('Sold by %(vendor)s', vendor=search.query) }}", "Sold by &lt;b&gt;&amp;"),
        ("{% trans q=search.query %}Found <i>{{ q }}</i>{% endtrans %}", "Found <i>&lt;b&gt;&amp;</i>"),
        ("{{ ngettext('%(num)s x', '%(num)s y %(q)s', 2, q=search.query) }}", "2 y &lt;b&gt;&amp;"),
        ("{{ search.query|tojson }}", '"\\u003cb\\u003e\\u0026"'),
        ("{{ search.query|truncate(20) }}", "&lt;b&gt;&amp;"),
        ("{{ search.query|default('x') }}", "&lt;b&gt;&amp;"),
        ("{{ picture(none) }}{{ none }}{{ nothing }}", ""),
        ("{{ true }} {{ 1.5 }} {{ 7 // 2 }} {{ 10 / 4 }}", "true 1.5 3 2.5"),
        ("{{ [3, 1, 2]|sort|join(' ') }} {{ [1, 2]|sum }} {{ 2.5|round }} {{ '12'|int + 1 }}", "1 2 3 3 3 13"),
        ("{{ [{'a': 1}, {'a': 2}]|map(attribute='a')|join('-') }}", "1-2"),
        ("{{ {'a': 1}.items()|list }} {{ 'a b'.split() }}", "[[a, 1]] [a, b]"),
        ("{% for x in [[1, [2]], [3]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "123"),
        ("{% set ns = namespace(n=0) %}{% for x in range(4) %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}", "6"),
        ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x{% endcall %}", "<x>"),
        ("{% for x in 'ab' if x != 'a' %}{{ loop.index }}{{ x }}{% else %}none{% endfor %}", "1b"),
    ],
)
def test_what_a_template_prints_is_escaped_and_what_is_harmless_works(
    tmp_path: Path, source: str, printed: str
) -> None:
    assert written(tmp_path, source) == printed


def test_an_attribute_of_a_picture_can_not_break_out(tmp_path: Path) -> None:
    source = (
        "{{ picture(search.listing.products[0].image, class=search.query ~ '\"', sizes='\">', alt='\"><script>') }}"
    )
    html = written(tmp_path, source)
    assert "<script" not in html
    assert 'class="&lt;b&gt;&amp;&#34;"' in html


def test_a_page_in_progress_can_not_be_named(tmp_path: Path) -> None:
    assert (
        written(tmp_path, "{% set x = {'page!': 1} %}{{ x['page!'] }}{{ namespace(**{'page!': 2})['page!'] }}") == "12"
    )
    with pytest.raises(engine.ThemeRefused):
        written(
            tmp_path / "second", "{% macro m() %}{{ kwargs['page!'].budget }}{% endmacro %}{{ m(**{'page!': shop})() }}"
        )
