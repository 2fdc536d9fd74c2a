"""What the sources of a fact do not carry, or carry alone."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from talks.checks.findings import Finding
from talks.models import (
    Citation,
    OutcomeDocument,
    Participation,
    RoundRole,
    SourceSubkind,
    Statement,
)

CHUNK_SIZE = 2000  # rows that are fetched at once
# Words in the note of a statement by which its page says that it rests on the speaker's own press.
SAYS_SO = "rests on"
OWN_PRESS = (SourceSubkind.PARTY_RELEASE, SourceSubkind.GOVERNMENT_RELEASE)
THIRD_PARTY_ROLES = (RoundRole.MEDIATOR, RoundRole.OBSERVER, RoundRole.HOST, RoundRole.CONVENER)


def find_unsupported_addressees() -> Iterator[Finding]:
    """Yield statements with addressees that no source is said to name."""
    support = Citation.objects.filter(statement=OuterRef("pk")).supporting("addressees")
    rows = Statement.objects.exclude(addressees=None).filter(~Exists(support)).order_by("pk")
    for key in rows.distinct().values_list("pk", flat=True).iterator(CHUNK_SIZE):
        yield Finding(Statement, key)


def find_third_parties_among_parties() -> Iterator[Finding]:
    """Yield documents of PA-X that count a third party among the parties.

    PA-X has mediators, hosts and witnesses as third parties. So whoever is both here is a mistake,
    and so is a party that only mediated, hosted, convened or observed the document's round.
    """
    documents = OutcomeDocument.objects.exclude(pax_id=None).order_by("pk")
    in_their_rounds = Participation.objects.that_took_part().filter(
        round__in=documents.order_by().values("round")
    )
    roles_by_round: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for round, actor, role in in_their_rounds.values_list("round", "actor", "role"):
        roles_by_round[round].add((actor, role))
    for document in documents.prefetch_related("parties", "third_parties"):
        roles = roles_by_round.get(document.round_id or 0, set())
        helpers = {actor for actor, role in roles if role in THIRD_PARTY_ROLES}
        helpers -= {actor for actor, role in roles if role not in THIRD_PARTY_ROLES}
        helpers |= {actor.pk for actor in document.third_parties.all()}
        names = [str(actor) for actor in document.parties.all() if actor.pk in helpers]
        if names:
            yield Finding(OutcomeDocument, document.pk, ", ".join(names))


def find_own_press_alone() -> Iterator[Finding]:
    """Yield statements that rest on releases of the speaker's side alone, and do not say so."""
    citations = Citation.objects.filter(statement=OuterRef("pk"))
    rows = Statement.objects.filter(
        Exists(citations), ~Exists(citations.exclude(source__subkind__in=OWN_PRESS))
    ).exclude(note__icontains=SAYS_SO)
    for key in rows.order_by("pk").values_list("pk", flat=True).iterator(CHUNK_SIZE):
        yield Finding(Statement, key)
