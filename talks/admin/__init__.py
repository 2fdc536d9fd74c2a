"""Editing what happened and how we know, and the sources of who is who.

`citations` holds sources and what the page of every fact shares, `rounds` the meetings and where
they are set, `statements` what was said and agreed, `cited_actors` actors with their sources.
"""

from talks.admin import citations, cited_actors, rounds, statements

__all__ = ["citations", "cited_actors", "rounds", "statements"]
