"""The admin of what is edited: base classes for the pages of things, and the queue of proposals.

Django imports this package when it looks for pages of the admin, so the page of proposals, which
registers itself, is imported here.
"""

from record.editing.admin import proposals

__all__ = ["proposals"]
