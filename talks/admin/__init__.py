"""The admin pages of the talks.

`citations` holds sources, citations, and what the pages of all facts share; `rounds` rounds with
their tracks, venues and topics; `statements` statements, outcome documents and context notes;
`cited_actors` actors and relations, with their citations; `story` the eras with their sentences;
`explanations` why findings of checks may stand.
"""

from talks.admin import citations, cited_actors, explanations, rounds, statements, story

__all__ = ["citations", "cited_actors", "explanations", "rounds", "statements", "story"]
