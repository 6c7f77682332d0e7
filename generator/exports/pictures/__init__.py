"""The pictures: of all releases and of each one, as SVG and PNG. `files.py` lists them."""
