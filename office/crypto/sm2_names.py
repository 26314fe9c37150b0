"""Teaches asn1crypto the three SM names (GM/T 0006-2012); importing this module is enough, twice does no harm."""

from asn1crypto import algos, core, keys  # type: ignore[import-untyped]  # no stubs exist

SM2_CURVE = "1.2.156.10197.1.301"
SM3 = "1.2.156.10197.1.401"
SM2_WITH_SM3 = "1.2.156.10197.1.501"


def _name(kind: type[core.ObjectIdentifier], dotted: str, name: str) -> None:
    kind._map[dotted] = name
    if kind._reverse_map is not None:
        kind._reverse_map[name] = dotted


keys.NamedCurve.register("sm2p256v1", SM2_CURVE, 32)
_name(algos.DigestAlgorithmId, SM3, "sm3")
_name(algos.SignedDigestAlgorithmId, SM2_WITH_SM3, "sm2_sm3")
