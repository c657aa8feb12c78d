"""The shape of what the pages of joint projects send; a module per noun."""
