"""Pages of identity: coming in and going out, one's own devices, the second step."""
