"""Committees: their terms and seats, who sits there, and what one hands over to another."""

from coordination.api.committees import CommitteeViewSet, TermViewSet
from coordination.api.referrals import ReferralViewSet
from coordination.api.seats import SeatViewSet
from coordination.views import committees, referrals, seats
from journal.addresses import call, page

pages = [
    page("committees/", committees.committees),
    page("committees/new/", committees.create_committee),
    page("committees/<int:pk>/", committees.committee),
    page("committees/<int:pk>/edit/", committees.edit_committee),
    page("committees/<int:pk>/close/", committees.close_committee),
    page("committees/<int:pk>/room/", committees.enter_committee_room),
    page("committees/<int:pk>/terms/new/", committees.open_term),
    page("terms/<int:pk>/edit/", committees.edit_term),
    page("terms/<int:pk>/seats/new/", seats.give_seat),
    page("seats/<int:pk>/post/", seats.change_post),
    page("seats/<int:pk>/end/", seats.end_seat),
    page("seats/<int:pk>/holders/<str:rank>/", seats.name_holder),
    page("seat-holders/<int:pk>/end/", seats.end_holder),
    page("recommendations/<int:pk>/referrals/", referrals.recommendation_referrals),
    page("recommendations/<int:pk>/hand-over/", referrals.hand_over_recommendation),
    page("referrals/<int:pk>/take/", referrals.take_referral),
    page("referrals/<int:pk>/decline/", referrals.decline_referral),
    page("referrals/<int:pk>/withdraw/", referrals.withdraw_referral),
]
calls = [
    call("committees/", "api_committees", CommitteeViewSet, get="list", post="create"),
    call("committees/<int:pk>/", "api_committee", CommitteeViewSet, get="retrieve", patch="partial_update"),
    call("committees/<int:pk>/closing/", "api_committee_closing", CommitteeViewSet, put="close"),
    call("committees/<int:pk>/room/", "api_committee_room", CommitteeViewSet, put="room"),
    call("committees/<int:pk>/terms/", "api_committee_terms", TermViewSet, get="list", put="open"),
    call("terms/<int:pk>/", "api_term", TermViewSet, patch="partial_update"),
    call("terms/<int:pk>/seats/", "api_term_seats", SeatViewSet, get="list"),
    call("terms/<int:pk>/organizations/<int:organization_pk>/", "api_term_seat", SeatViewSet, put="give"),
    call("seats/<int:pk>/ending/", "api_seat_ending", SeatViewSet, put="end"),
    call("seats/<int:pk>/holders/<str:rank>/", "api_seat_holder", SeatViewSet, put="holder"),
    call("committees/<int:pk>/referrals/", "api_committee_referrals", ReferralViewSet, get="of_committee"),
    call("recommendations/<int:pk>/referrals/", "api_referrals", ReferralViewSet, get="list", post="create"),
    call("referrals/<int:pk>/answer/", "api_referral_answer", ReferralViewSet, put="answer"),
]
