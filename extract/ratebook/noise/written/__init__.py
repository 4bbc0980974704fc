"""One module for each form: it writes a document and its exact truth onto a desk."""
