"""Keys, certificates and envelopes: thin, over cryptography, asn1crypto and gmssl_pyx."""
