"""Plotly's script: the small bundle from npm, or else the full one from the Python package."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client, override_settings
from plotly.offline import get_plotlyjs_version

from config.plotlyjs import SCRIPT, bundle

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = "plotly.js-basic-dist-min"


def version_of(script: Path) -> str:
    with script.open() as lines:
        return re.search(r"plotly\.js.* v([\d.]+)", lines.read(300))[1]


def test_npm_installs_the_version_that_the_python_package_was_made_with():
    version_in_package = json.loads((ROOT / "package.json").read_text())["dependencies"][PACKAGE]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert (
        version_in_package == locked[f"node_modules/{PACKAGE}"]["version"] == get_plotlyjs_version()
    )


def test_the_lock_file_records_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)  # where a package takes donations
    assert "://" not in json.dumps(lock)


def test_the_basic_bundle_is_served_if_npm_has_installed_it():
    assert bundle().name == "plotly-basic.min.js"
    assert version_of(bundle()) == get_plotlyjs_version()


def test_the_script_of_the_python_package_is_served_without_npm(tmp_path):
    with override_settings(BASE_DIR=tmp_path):
        assert bundle().parts[-3:] == ("plotly", "package_data", "plotly.min.js")
        assert version_of(bundle()) == get_plotlyjs_version()


@pytest.mark.parametrize("base", [ROOT, "elsewhere"], ids=["npm", "wheel"])
def test_both_have_the_same_name_as_static_files(base, tmp_path):
    with override_settings(BASE_DIR=base if base == ROOT else tmp_path):
        assert finders.find(SCRIPT) == str(bundle())
        assert finders.find(SCRIPT, find_all=True) == [str(bundle())]
        storage = dict(finders.get_finder("config.plotlyjs.PlotlyFinder").list([]))[SCRIPT]
        with storage.open(SCRIPT) as script:
            assert script.read() == bundle().read_bytes()


def test_other_names_have_no_file():
    assert finders.find("plotly/other.js") is None


def test_the_script_is_served(client: Client):
    answer = client.get(static(SCRIPT))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"".join(answer) == bundle().read_bytes()
