"""The census: counts what all repositories of the Hugging Face Hub say about themselves, in SQL."""
