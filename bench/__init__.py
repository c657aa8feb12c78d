"""The budgets of docs/house.md, measured: `make bench`."""
