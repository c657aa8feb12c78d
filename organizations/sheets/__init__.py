"""Tables that people take and bring, for every app: columns in one format for both ways, files as others make them,
errors of each cell, the dry run, and writing a few rows at a time. What the cells of a noun mean is told by its app.
"""
