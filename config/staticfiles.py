"""How static files are stored: after `collectstatic` under hashed names, and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

MODULE_IMPORT = r"""(?P<matched>(?P<head>\b(?:import|export)\b[^;"]*)"(?P<url>\.{1,2}/[^"]+)";)"""


class CollectedStorage(CompressedManifestStaticFilesStorage):
    """Names each file by its hash after `collectstatic`, and by its own name before.

    So the site also runs from a fresh checkout, where the finders serve the source files.
    Our own modules import each other by hashed names as well. Django itself can only do this for
    all scripts, and fails at a script of django-htmx that imports a module of npm.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((MODULE_IMPORT, '%(head)s"%(url)s";'),)),
    )

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is served."""
        return super().stored_name(name) if self.hashed_files else name
