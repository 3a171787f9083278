"""The HTTP server: SPARQL endpoint, linked data and JSON API beside the app, on one port."""
