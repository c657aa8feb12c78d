"""The pages of chat; a module per noun. chat/urls.py says which stands where."""
