"""The rules we live under, and how we would change them; a module per noun."""

from legislation.models.deciding import Opinion, Reopening, RivalChoice, RivalVote
from legislation.models.dossiers import Answer, Dossier, DossierItem
from legislation.models.imports import ImportDoubt, ImportedNode, TextImport
from legislation.models.instruments import (
    Acknowledgement,
    Instrument,
    InstrumentLink,
    InstrumentRoom,
    Topic,
    TopicFollow,
)
from legislation.models.proposals import (
    Amendment,
    Credit,
    Endorsement,
    Proposal,
    ProposalVersion,
    Remark,
    Sponsor,
    Writer,
)
from legislation.models.provisions import Citation, Kind, Provision, ProvisionText
from legislation.models.rounds import Round, RoundGroupPermission, RoundUserPermission
