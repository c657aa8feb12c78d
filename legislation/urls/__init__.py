"""Where the pages and the calls of legislation stand; a module per noun."""

from legislation.urls import deciding, dossiers, imports, instruments, proposals, remarks, rivals, rounds, texts

pages = [
    *instruments.pages,
    *imports.pages,
    *texts.pages,
    *rounds.pages,
    *proposals.pages,
    *rivals.pages,
    *remarks.pages,
    *deciding.pages,
    *dossiers.pages,
]
api = [
    *instruments.calls,
    *imports.calls,
    *texts.calls,
    *rounds.calls,
    *proposals.calls,
    *rivals.calls,
    *remarks.calls,
    *deciding.calls,
    *dossiers.calls,
]
