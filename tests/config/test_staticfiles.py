"""JavaScript modules: they import each other by hashed names, and pages preload the imports."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from tests.script_imports import SCRIPTS, all_imports_of, imports_of

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected_files(tmp_path: Path, settings: object) -> Path:
    """Collect our own static files, which is quick."""
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STATICFILES_FINDERS = [  # type: ignore[attr-defined]
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_import_of_a_collected_module_resolves(collected_files: Path) -> None:
    modules = list((collected_files / "js").rglob("*.js"))

    assert len(modules) == len(list(SCRIPTS.rglob("*.js"))) > 10
    imports = [imported for module in modules for imported in imports_of(module)]
    assert len(imports) == sum(len(imports_of(source)) for source in SCRIPTS.rglob("*.js")) > 20
    for imported in imports:
        assert HASHED.search(imported.name), imported
        assert imported.exists(), imported


def test_no_script_is_longer_than_300_lines() -> None:
    scripts = {*SCRIPTS.rglob("*.js"), *(settings.BASE_DIR / "tests/js").rglob("*.js")}
    lengths = {script: len(script.read_text().splitlines()) for script in scripts}

    assert {script: length for script, length in lengths.items() if length > 300} == {}


def test_a_page_preloads_what_its_modules_import() -> None:
    entry = "slip_figure.js"
    source = Path(get_template("talks/tracks.html").origin.name).read_text()
    preloads = re.findall(r'"modulepreload" href="{% static \'js/([^\']+)\' %}"', source)
    blocking = re.findall(r"{% static 'js/([^']+)' %}\" blocking=\"render\"", source)

    assert blocking == [entry]
    assert preloads == sorted(preloads)
    assert {SCRIPTS / name for name in preloads} == all_imports_of(SCRIPTS / entry)
    others = set(re.findall(r"{% static 'js/([^']+)' %}", source)) - {*preloads, entry}
    assert all(imports_of(SCRIPTS / other) == [] for other in others)
