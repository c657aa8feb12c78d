"""Dossiers, the answers to them, and what everybody may open of a round."""

from journal.addresses import call, page
from legislation.api.answers import AnswerViewSet, DossierAnswerViewSet, LiaisonViewSet, PublicRoundViewSet
from legislation.api.dossiers import DossierViewSet, RoundDossierViewSet, VerifiedDossierViewSet
from legislation.views import answers, dossiers, public

pages = [
    page("rounds/<int:pk>/dossiers/", dossiers.dossiers),
    page("rounds/<int:pk>/dossiers/new/", dossiers.create_dossier),
    page("rounds/<int:pk>/liaisons/", answers.grant_liaison),
    page("rounds/<int:pk>/liaisons/<int:person_pk>/revoke/", answers.revoke_liaison),
    page("my-dossiers/", dossiers.my_dossiers),
    page("dossiers/<int:pk>/", dossiers.dossier),
    page("dossiers/<int:pk>/retry/", dossiers.retry_dossier),
    page("dossiers/<int:pk>/send/", dossiers.send_dossier),
    page("dossiers/<int:pk>/receipt/", dossiers.note_receipt),
    page("dossiers/<int:pk>/receipt.pdf", dossiers.dossier_receipt),
    page("dossiers/<int:pk>/receipt/scan/", dossiers.receipt_scan),
    page("dossiers/<int:pk>/void/", dossiers.void_dossier),
    page("dossiers/<int:pk>/formats/<str:format>/", dossiers.dossier_file),
    page("dossiers/<int:pk>/answers/new/", answers.enter_answers),
    page("dossiers/<int:pk>/answers/check/", answers.check_answers),
    page("dossiers/verify/<str:code>/", public.verify_dossier),
    page("answers/<int:pk>/refuse/", answers.refuse_answer),
    page("answers/<int:pk>/scan/", answers.answer_scan),
    page("proposals/<int:pk>/answers/", answers.answers_of),
    page("public-rounds/", public.public_rounds),
    page("public-rounds/<str:code>/", public.public_round),
]
calls = [
    call("rounds/<int:pk>/dossiers/", "api_round_dossiers", RoundDossierViewSet, get="list", post="create"),
    call("rounds/<int:pk>/liaisons/", "api_round_liaisons", LiaisonViewSet, get="retrieve"),
    call("rounds/<int:pk>/liaisons/<int:person_pk>/", "api_liaison", LiaisonViewSet, put="grant", delete="revoke"),
    call("dossiers/<int:pk>/", "api_dossier", DossierViewSet, get="retrieve"),
    call("dossiers/<int:pk>/status/", "api_dossier_status", DossierViewSet, put="move"),
    call("dossiers/<int:pk>/receipt/", "api_dossier_receipt", DossierViewSet, put="note_receipt"),
    call("dossiers/<int:pk>/answers/", "api_dossier_answers", DossierAnswerViewSet, get="retrieve", post="enter"),
    call("dossiers/<int:pk>/answers/checked/", "api_answers_checked", DossierAnswerViewSet, put="check"),
    call("dossiers/verify/<str:code>/", "api_verify_dossier", VerifiedDossierViewSet, get="retrieve"),
    call("answers/<int:pk>/", "api_answer", AnswerViewSet, get="retrieve"),
    call("answers/<int:pk>/wrong/", "api_answer_wrong", AnswerViewSet, put="refuse"),
    call("public-rounds/", "api_public_rounds", PublicRoundViewSet, get="list"),
    call("public-rounds/<str:code>/", "api_public_round", PublicRoundViewSet, get="retrieve"),
    call("public-rounds/<str:code>/proposals/", "api_public_proposals", PublicRoundViewSet, get="proposals"),
]
