"""E-Kinerja: what was done, how it is judged, and what is paid for it."""
