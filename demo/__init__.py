"""A country of invented organisations that talk: made by calling verbs, for trying Multaqa out."""
