"""The pages of programs, and the address they post to; a module per noun. bots/urls.py says which stands where."""
