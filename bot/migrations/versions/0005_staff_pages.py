"""Staff pages: stand-ins, series, who left the school, reviewers without an account, what the school decides itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FIGURES = (
    *('invited', 'delivered', 'yes', 'no', 'maybe', 'none_yet', 'within_1', 'within_3', 'within_6', 'within_12'),
    *('within_24', 'within_48', 'within_96', 'later'),
)


def upgrade() -> None:
    """Apply."""
    op.create_table('reviewer_links',
    sa.Column('id', BigId, nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('page_language', sa.String(length=16), nullable=False),
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
    op.add_column('translations', sa.Column('broadcast', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('translations', sa.Column('before', Json, nullable=True))
    op.create_index(
        'ix_translations_readers', 'translations', ['target_language', 'private', 'broadcast', 'state', 'id'], unique=False
    )
    op.create_table('event_counts',
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('mark', sa.String(length=200), nullable=False),
    sa.Column('final', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('counted_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_counts_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_event_counts'))
    )
    op.create_table('event_figures',
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('by', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in _FIGURES),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_figures_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'by', 'key', name=op.f('pk_event_figures'))
    )
    op.create_table('spread_figures',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in ('never', 'seldom', 'sometimes', 'often')),
    sa.Column('counted_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_spread_figures'))
    )
    op.add_column('campaigns', sa.Column('settled_at', UtcDateTime(), nullable=True))
    op.create_index('ix_audit_entries_actor_at', 'audit_entries', ['actor', 'at'], unique=False)
    op.create_index('ix_audit_entries_action_at', 'audit_entries', ['action', 'at'], unique=False)
    op.create_index(
        'ix_audit_entries_actor_action_at', 'audit_entries', ['actor', 'action', 'at'], unique=False
    )
    op.add_column('staff_groups', sa.Column('until', UtcDateTime(), nullable=True))
    op.add_column('events', sa.Column('series_id', BigId, nullable=True))
    op.drop_index('ix_guardianships_parent_id', table_name='guardianships')
    op.create_index('ix_guardianships_parent_id_child_id', 'guardianships', ['parent_id', 'child_id'], unique=False)
    op.create_index('ix_rsvps_event_id_parent_id', 'rsvps', ['event_id', 'parent_id'], unique=False)
    op.create_index('ix_events_series_id', 'events', ['series_id'], unique=False)
    op.add_column('events', sa.Column('imported_uid', sa.String(length=255), nullable=True))
    op.create_index('ix_events_imported_uid', 'events', ['imported_uid'], unique=False)
    with op.batch_alter_table('children') as children:
        children.alter_column('group_id', existing_type=BigId, nullable=True)
        children.add_column(sa.Column('left_at', UtcDateTime(), nullable=True))
        children.add_column(sa.Column('left_from', BigId, nullable=True))
        children.add_column(sa.Column('created_at', UtcDateTime(), nullable=True))
