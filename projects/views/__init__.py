"""The pages of joint projects; a module per noun."""
