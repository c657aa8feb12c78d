"""Texts of laws read into a tree, with what looks wrong in them; no Django here."""

from legislation.parsing.doubts import Doubt, doubts
from legislation.parsing.lines import Draft, Node, letters, parse
