"""The demo city: invented people in real places, the same for the same seed.

Nobody real can be meant: identity and family card numbers begin with a kecamatan code that the region does not have,
phones with a stem no operator holds, e-mail addresses end in domains reserved for examples (RFC 2606), serials of
employee numbers start at 900.
"""
