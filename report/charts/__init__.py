"""One module a picture: each a pure function from frames to charts with their claim."""
