"""Conventions that the whole code keeps, and that every page answers."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.sources import MODULES, ROOT, SCRIPTS, STYLES, TEMPLATES, TESTS

LONGEST = 300  # lines; a module that grows beyond is split

VAGUE_NAMES = {"utils", "util", "helpers", "misc", "common", "services", "signals"}
BANNED_NAMES = {"mark_safe", "SafeString", "GenericForeignKey", "GenericRelation", "receiver"}


def imported_test_modules(source: str) -> Iterator[str]:
    """Yield the test modules that code imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            modules = [name.name for name in node.names]
        else:
            continue
        for module in modules:
            name = module.rpartition(".")[2]
            if module.startswith("tests.") and name.startswith("test_"):
                yield module


def functions_of_anything(source: str) -> Iterator[str]:
    """Yield the module's functions that only take and only return `Any`.

    Methods are left out: a library may have given them their signatures.
    """
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parameters = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            types = [*(parameter.annotation for parameter in parameters), node.returns]
            if parameters and all(isinstance(it, ast.Name) and it.id == "Any" for it in types):
                yield node.name


def banned_names(source: str) -> Iterator[str]:
    """Yield the names in code that the project does without."""
    for node in ast.walk(ast.parse(source)):
        names = {
            ast.Name: lambda node: node.id,
            ast.Attribute: lambda node: node.attr,
            ast.alias: lambda node: node.name,
        }
        name = names[type(node)](node) if type(node) in names else ""
        if name in BANNED_NAMES:
            yield name


def spread_lists(source: str) -> Iterator[int]:
    """Yield the lines that spread a list into another, which could hold its items itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            for item in node.elts:
                if isinstance(item, ast.Starred) and isinstance(
                    item.value, ast.List | ast.Tuple | ast.Set
                ):
                    yield item.lineno


class Faults(HTMLParser):
    """Collects what the content security policy would block and what loads from another site."""

    LOADING = {  # the attributes by which a tag makes the browser ask for something
        "audio": {"src"},
        "form": {"action"},
        "iframe": {"src"},
        "image": {"href"},
        "img": {"src", "srcset"},
        "link": {"href"},
        "object": {"data"},
        "script": {"src"},
        "source": {"src", "srcset"},
        "use": {"href"},
        "video": {"poster", "src"},
    }
    EVALUATED = re.compile(r"on[a-z]+|hx-on.*")

    def __init__(self, template: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        if re.search(r"\|\s*(safe|safeseq)\b|\bautoescape\s+off\b", template):
            self.faults.append("unescaped output")
        # Django's tags are cut out: their quotation marks would end the attributes around them.
        self.feed(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", template, flags=re.DOTALL))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "style" or "style" in values:
            self.faults.append(f"inline style in <{tag}>")
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self.faults.append("inline script")
        for name, value in values.items():
            if self.EVALUATED.fullmatch(name) and value:
                self.faults.append(f"{name} in <{tag}>")
            if name.startswith("hx-") and value.strip().startswith(("js:", "javascript:")):
                self.faults.append(f"evaluated {name} in <{tag}>")
            if name in self.LOADING.get(tag, ()) and re.match(r"\s*(https?:)?//", value):
                self.faults.append(f"{value} in <{tag}>")


def test_modules_are_named_by_their_job():
    files = [path.relative_to(ROOT) for path in (*MODULES, *SCRIPTS, *TESTS)]
    assert [str(file) for file in files if VAGUE_NAMES & {*file.parts, file.stem}] == []


def test_modules_scripts_and_tests_are_short():
    files = (*MODULES, *SCRIPTS, *TESTS)
    lengths = {path: len(path.read_text().splitlines()) for path in files}
    assert [
        f"{path.relative_to(ROOT)}: {length} lines, at most {LONGEST}"
        for path, length in lengths.items()
        if length > LONGEST
    ] == []


def test_code_marks_nothing_as_safe_and_uses_no_generic_links_and_no_signals():
    assert [
        f"{module} uses {name}"
        for path, module in MODULES.items()
        for name in banned_names(path.read_text())
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.safestring import mark_safe as fine",
        "safestring.mark_safe(text)",
        "@receiver(post_save)\ndef saved(**_): ...",
        "thing = GenericForeignKey()",
    ],
)
def test_a_banned_name_is_reported(source):
    assert list(banned_names(source))


def test_no_function_only_takes_and_returns_any():
    assert [
        f"{path.relative_to(ROOT)}: {name}: name a type, or `object` for a value of any type"
        for path in MODULES
        for name in functions_of_anything(path.read_text())
    ] == []


def test_a_function_that_only_takes_and_returns_any_is_reported():
    assert list(functions_of_anything("def read(rows: Any, *, name: Any) -> Any: ..."))
    assert not list(functions_of_anything("def read(rows: Any) -> str: ..."))


def test_no_list_is_spread_into_another():
    assert [
        f"{path.relative_to(ROOT)}:{line}: write its items out"
        for path in (*MODULES, *TESTS)
        for line in spread_lists(path.read_text())
    ] == []


@pytest.mark.parametrize("source", ["[*(1, 2), 3]", "(*[1], 2)", "{*{1}, 2}"])
def test_a_spread_list_is_reported(source):
    assert list(spread_lists(source))


@pytest.mark.parametrize("source", ["[*rows, 3]", "(*(row for row in rows), 3)"])
def test_other_spreads_are_allowed(source):
    assert not list(spread_lists(source))


def test_no_test_module_is_imported():
    assert [
        f"{path.relative_to(ROOT)} imports {module}: move what both need to another module"
        for path in TESTS
        for module in imported_test_modules(path.read_text())
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "from tests.talks.admin.test_admin import edit",
        "from tests.talks.admin import test_admin",
        "import tests.talks.admin.test_admin as admin",
    ],
)
def test_an_imported_test_module_is_reported(source):
    assert list(imported_test_modules(source))


def test_templates_hold_no_inline_code_no_unescaped_output_and_no_foreign_address():
    assert TEMPLATES
    assert [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in TEMPLATES
        for fault in Faults(path.read_text()).faults
    ] == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ text|safe }}",
        "{% autoescape off %}{{ text }}{% endautoescape %}",
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<a href="{% url "talks:timeline" %}" onclick="go()">',
        '<a hx-on:click="go()">',
        '<a hx-vals="js:{a: b}">',
        '<script src="https://cdn.example/htmx.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/site.css">',
        '<img src="http://example.org/map.png">',
    ],
)
def test_a_fault_in_a_template_is_reported(template):
    assert Faults(template).faults


@pytest.mark.parametrize(
    "template",
    [
        '<script src="{% static "js/explorer.js" %}" defer></script>',
        '<script id="figure" type="application/json">{}</script>',
        '<a href="https://example.org/source" rel="external">{% if once %}only{% endif %}</a>',
        '<option {% if chosen %}selected{% endif %} value="{{ value }}">',
    ],
)
def test_a_template_without_a_fault_passes(template):
    assert Faults(template).faults == []


def test_styles_and_scripts_load_nothing_from_another_site():
    assert STYLES
    names = r"(?!www\.w3\.org/)"  # the names of XML namespaces, which no browser requests
    assert [
        f"{path.relative_to(ROOT)}: {address}"
        for path in STYLES + SCRIPTS
        for address in re.findall(rf"https?://{names}[^\s\"')]+", path.read_text())
        + re.findall(r"url\([\"']?//[^)]+", path.read_text())
    ] == []


def plain_addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Yield the addresses that take no argument, without those of the admin."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            if not entry.pattern.regex.groups:
                yield address
        elif entry.namespace != "admin":
            yield from plain_addresses(entry, address)


@pytest.mark.django_db
@pytest.mark.usefixtures("facts")
def test_every_address_that_takes_no_argument_answers(client: Client):
    addresses = list(plain_addresses(get_resolver()))
    assert {"/", "/sources/", "/actors/"} <= set(addresses)
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status >= 400} == {}
