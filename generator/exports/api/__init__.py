"""The API: static JSON documents, their types, schemas and description."""
