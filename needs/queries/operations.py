"""Relief operations as pages, the API and the journal read them."""
