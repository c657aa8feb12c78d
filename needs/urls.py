from django.urls import path

from needs import views

app_name = "needs"

pages = [
    path("needs/<int:pk>/pledges/", views.need_pledges, name="need_pledges"),
    path("needs/<int:pk>/pledge/", views.propose_pledge, name="propose_pledge"),
    path("pledges/", views.pledges, name="pledges"),
    path("pledges/<int:pk>/", views.pledge, name="pledge"),
    path("pledges/<int:pk>/edit/", views.edit_pledge, name="edit_pledge"),
    path("pledges/<int:pk>/accept/", views.accept_pledge, name="accept_pledge"),
    path("pledges/<int:pk>/decline/", views.decline_pledge, name="decline_pledge"),
    path("pledges/<int:pk>/withdraw/", views.withdraw_pledge, name="withdraw_pledge"),
    path("pledges/<int:pk>/close-short/", views.close_pledge_short, name="close_pledge_short"),
    path("pledges/<int:pk>/dispatch/", views.dispatch_delivery, name="dispatch_delivery"),
    path("deliveries/<int:pk>/arrive/", views.arrive_delivery, name="arrive_delivery"),
    path("deliveries/<int:pk>/receipt/", views.confirm_receipt, name="confirm_receipt"),
    path("deliveries/<int:pk>/dispute/", views.dispute_delivery, name="dispute_delivery"),
    path("deliveries/<int:pk>/note/", views.delivery_note, name="delivery_note"),
    path("deliveries/<int:pk>/files/<int:file_pk>/", views.delivery_file, name="delivery_file"),
    path("deliveries/<int:pk>/files/<int:file_pk>/preview/", views.delivery_file_preview, name="delivery_file_preview"),
]
