"""What the Makefile calls. Nothing of the running application imports from here."""
