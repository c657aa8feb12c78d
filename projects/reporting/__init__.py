"""What others read of a project: the 4W table, the report on paper, the activity file of IATI."""
