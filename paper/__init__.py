"""What is handed on: pages of paper (PDF), documents to work on (DOCX), codes to scan. Knows no app of ours."""
