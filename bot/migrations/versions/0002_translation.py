"""Offline translation: the memory's origin and quality, glossary, routes, policies, and campaigns that wait for words."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('terms',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('source_language', sa.String(length=16), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('target_language', sa.String(length=16), server_default='', nullable=False),
    sa.Column('target', sa.String(length=200), nullable=True),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_terms')),
    sa.UniqueConstraint('source_language', 'source', 'target_language',
                        name=op.f('uq_terms_source_language_source_target_language'))
    )
    op.create_table('machine_routes',
    sa.Column('source_language', sa.String(length=16), nullable=False),
    sa.Column('target_language', sa.String(length=16), nullable=False),
    sa.Column('engine', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('source_language', 'target_language', name=op.f('pk_machine_routes'))
    )
    op.create_table('language_policies',
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('hold', sa.Boolean(), nullable=False),
    sa.Column('decided_by', sa.String(length=32), nullable=False),
    sa.Column('decided_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('language', name=op.f('pk_language_policies'))
    )
    for column in (
        sa.Column('loose_key', sa.String(length=64), server_default='', nullable=False),
        sa.Column('origin', sa.String(length=32), nullable=True),
        sa.Column('reasons', Json, server_default='[]', nullable=False),
        sa.Column('engine', sa.String(length=200), nullable=True),
        sa.Column('score', sa.Double(), nullable=True),
        sa.Column('back', sa.Text(), nullable=True),
        sa.Column('likeness', sa.Integer(), nullable=True),
        sa.Column('back_wanted', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('stale', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('private', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
        sa.Column('available_at', UtcDateTime(), nullable=True),
    ):
        op.add_column('translations', column)
    op.create_index('ix_translations_loose_key', 'translations', ['loose_key'], unique=False)
    op.add_column('outbox_messages', sa.Column('original', sa.Text(), nullable=True))
    op.create_index('ix_outbox_messages_original', 'outbox_messages', ['address', 'message_number'], unique=False,
                    sqlite_where=sa.text('original IS NOT NULL'), postgresql_where=sa.text('original IS NOT NULL'))
    op.add_column('campaigns', sa.Column('waits', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('campaigns', sa.Column('look_again_at', UtcDateTime(), nullable=True))
    for column in (
        sa.Column('identified', sa.String(length=16), nullable=True),
        sa.Column('mixed', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('how', sa.String(length=32), nullable=True),
        sa.Column('engine', sa.String(length=200), nullable=True),
        sa.Column('read_at', UtcDateTime(), nullable=True),
        sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
        sa.Column('available_at', UtcDateTime(), nullable=True),
    ):
        op.add_column('thread_messages', column)
    _give_loose_keys()


def _give_loose_keys() -> None:
    """As messages.sentences.loose_key made them when this was written."""
    table = sa.table("translations", sa.column("id"), sa.column("source"), sa.column("loose_key"))
    connection = op.get_bind()
    for number, source in connection.execute(sa.select(table.c.id, table.c.source)).all():
        even = re.sub(r"[\W_]+$", "", " ".join(unicodedata.normalize("NFC", source).split()).casefold())
        key = hashlib.sha256(even.encode()).hexdigest()
        connection.execute(sa.update(table).where(table.c.id == number).values(loose_key=key))
