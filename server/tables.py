"""What the server keeps beside the records: heads, the feed, results, sessions."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from office.database import Moment, metadata

NAME = String(200)

about = Table(
    "server_about",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("value", NAME, nullable=False),
)

partitions = Table(
    "server_partitions",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("head", BigInteger, nullable=False),  # number of the newest change
    Column("floor", BigInteger, nullable=False),  # number of the oldest change still told
    Column("deeds", BigInteger, nullable=False),  # length of the audit chain
    Column("deeds_head", String(64), nullable=False),
)

feed = Table(
    "server_feed",
    metadata,
    Column("partition", NAME, primary_key=True),
    Column("scope", NAME, primary_key=True),
    Column("kind", NAME, primary_key=True),
    Column("record", NAME, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("present", Boolean, nullable=False),
    Index("server_feed_by_seq", "partition", "scope", "seq"),
)

results = Table(
    "server_results",
    metadata,
    Column("command", String(64), primary_key=True),
    Column("partition", NAME, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)

devices = Table(
    "server_devices",
    metadata,
    Column("person", NAME, primary_key=True),
    Column("device", NAME, primary_key=True),
    Column("partition", NAME, primary_key=True),
    Column("n", BigInteger, nullable=False),  # number of its newest command
)

credentials = Table(
    "server_credentials",
    metadata,
    Column("login", NAME, primary_key=True),
    Column("person", NAME, nullable=False, unique=True),
    Column("hash", NAME, nullable=False),  # argon2id
)

attempts = Table(
    "server_attempts",
    metadata,
    Column("login", NAME, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", Moment, nullable=False),
)

sessions = Table(
    "server_sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of the bearer token
    Column("person", NAME, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
