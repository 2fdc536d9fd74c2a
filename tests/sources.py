"""The files of the project's own code, for tests of what holds of all of it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("actors", "config", "record", "talks")

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# The site's modules by their paths, as they are imported; migrations are left out.
MODULES = {
    path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
}
