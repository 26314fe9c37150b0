"""Object identifiers of our own, below 2.25 (ITU-T X.667: a UUID as one number, no registration needed)."""

SEAL_MAKING = "2.25.127826609523810535205157650667066375244"  # extended key usage: may make seals
BINDING = "2.25.177012699972597193840168321307553121814"  # CMS attribute: what an envelope is bound to
RECIPIENTS = "2.25.129415567650862528254684191539325655704"  # CMS attribute: SHA-256 of an envelope's recipient infos
COMMITMENT = "2.25.122816064103288737833300783890293316166"  # CMS attribute: SHA-256 over an envelope's content key
