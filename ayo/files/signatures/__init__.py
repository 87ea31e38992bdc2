"""Signatures on PDFs: asked for at a signing service, and judged on whatever comes from elsewhere."""
