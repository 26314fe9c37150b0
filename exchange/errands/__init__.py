"""What only a desk can do for exchange: pack and open parcels, sign and check receipts, and see them through."""

from exchange.errands.parcels import pack, recipient_certificates, unpack
from exchange.errands.post import Counter, check_receipts, collect, send, sign_for
from exchange.errands.receipts import check_receipt, make_receipt

__all__ = [
    "Counter",
    "check_receipt",
    "check_receipts",
    "collect",
    "make_receipt",
    "pack",
    "recipient_certificates",
    "send",
    "sign_for",
    "unpack",
]
