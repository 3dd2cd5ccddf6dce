"""Staff pages: stand-ins, series, who left the school, reviewers without an account, what the school decides itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('reviewer_links',
    sa.Column('id', BigId, nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('used_at', UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewer_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_reviewer_links_token_hash'))
    )
    op.create_table('school_settings',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_school_settings'))
    )
    op.add_column('staff_groups', sa.Column('until', UtcDateTime(), nullable=True))
    op.add_column('events', sa.Column('series_id', BigId, nullable=True))
    op.create_index('ix_events_series_id', 'events', ['series_id'], unique=False)
    op.add_column('events', sa.Column('imported_uid', sa.String(length=255), nullable=True))
    op.create_index('ix_events_imported_uid', 'events', ['imported_uid'], unique=False)
    with op.batch_alter_table('children') as children:
        children.alter_column('group_id', existing_type=BigId, nullable=True)
        children.add_column(sa.Column('left_at', UtcDateTime(), nullable=True))
