"""Master data for connected applications."""

from ninja import Router

router = Router(tags=["registry"])
