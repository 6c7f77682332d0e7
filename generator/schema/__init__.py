"""The shapes of the data files: frozen, typed, each field documented."""
