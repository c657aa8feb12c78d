"""The text of a note, without knowing Django: a Yjs document, what may be added to it, what it says."""
