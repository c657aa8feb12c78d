"""Threads for programs: the same verbs as the pages. A thread is known by the id of the message it began with."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from chat import actions, permissions, queries
from chat.api.shapes import OneThreadOut, ReadIn, ReadOut, ThreadListIn, ThreadOut, TitleIn
from chat.models import Message, Thread
from journal.ids import id_of
from journal.queries import head
from journal.requests import asked, checked
from organizations.actors import actor_for

ASKED = [OpenApiParameter("room", int), OpenApiParameter("unread", bool)]


class ThreadViewSet(GenericViewSet[Thread]):
    """Threads."""

    queryset = Thread.objects.none()
    serializer_class = ThreadOut
    ordering = ("-last_at", "-pk")

    def found(self, request: Request, pk: int) -> Thread:
        threads = permissions.threads_for(request.user).select_related("room", "root")
        return get_object_or_404(threads, pk=id_of(pk))

    def root(self, request: Request, pk: int) -> Message:
        """What a thread began with, or could begin with."""
        begun = permissions.visible_messages(request.user).filter(thread__isnull=True)
        return get_object_or_404(queries.with_people(begun).select_related("room"), pk=pk)

    @extend_schema(parameters=ASKED, responses=ThreadOut(many=True))
    def list(self, request: Request) -> Response:
        """The threads I follow, only those with something unread (`unread`), or all of a `room`."""
        user = request.user
        assert isinstance(user, User)
        wanted = asked(ThreadListIn, request)
        if "room" in wanted:
            room = get_object_or_404(permissions.rooms_for(user), pk=wanted["room"])
            threads = queries.room_threads(room)
        elif wanted["unread"]:
            threads = queries.unread_threads(user)
        else:
            threads = queries.followed_threads(user)
        page = self.paginate_queryset(queries.with_roots(threads)) or []
        return self.get_paginated_response(queries.listed_threads(user, page))

    @extend_schema(responses=OneThreadOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """A thread; also one that nobody replied in yet, for any message of a room's own talk."""
        root = self.root(request, pk)
        reached = head(root.room.stream)
        return Response({**queries.thread_for_person(actor_for(request), root), "head": reached})

    @extend_schema(request=TitleIn, responses=OneThreadOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        actions.title_thread(actor=actor_for(request), thread=self.found(request, pk), **checked(TitleIn, request))
        return self.retrieve(request, pk)

    @extend_schema(request=None, responses=OneThreadOut)
    def follow(self, request: Request, pk: int) -> Response:
        actions.follow_thread(actor=actor_for(request), thread=self.found(request, pk))
        return self.retrieve(request, pk)

    @extend_schema(responses={204: None})
    def unfollow(self, request: Request, pk: int) -> Response:
        actions.unfollow_thread(actor=actor_for(request), thread=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ReadIn, responses=ReadOut)
    def read(self, request: Request, pk: int) -> Response:
        """Read up to a `thread_seq`; only grows."""
        thread = self.found(request, pk)
        reached = actions.read_thread(actor=actor_for(request), thread=thread, **checked(ReadIn, request))
        return Response({"read_seq": reached})
