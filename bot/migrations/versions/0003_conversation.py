"""Conversation: threads with people and calls, talks in slots, tips in parts, voice, calendar feeds, choices, erasure."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('holidays',
    sa.Column('id', BigId, nullable=False),
    sa.Column('starts_on', sa.String(length=10), nullable=False),
    sa.Column('ends_on', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holidays')),
    sa.UniqueConstraint('starts_on', name=op.f('uq_holidays_starts_on'))
    )
    op.create_table('tombstones',
    sa.Column('parent_hash', sa.String(length=64), nullable=False),
    sa.Column('erased_at', UtcDateTime(), nullable=False),
    sa.Column('last_words_id', BigId, nullable=True),
    sa.ForeignKeyConstraint(['last_words_id'], ['outbox_messages.id'], name=op.f('fk_tombstones_last_words_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('parent_hash', name=op.f('pk_tombstones'))
    )
    with op.batch_alter_table('tombstones', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tombstones_last_words_id'), ['last_words_id'], unique=False)

    op.create_table('calendar_feeds',
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_calendar_feeds_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('parent_id', name=op.f('pk_calendar_feeds')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feeds_token_hash'))
    )
    op.create_table('help_offers',
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('skills', Json, nullable=False),
    sa.Column('times', Json, nullable=False),
    sa.Column('update_id', BigId, server_default='0', nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_help_offers_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('parent_id', name=op.f('pk_help_offers'))
    )
    op.create_table('media',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=True),
    sa.Column('parent_id', BigId, nullable=True),
    sa.Column('language', sa.String(length=16), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=True),
    sa.Column('voice', sa.String(length=100), nullable=True),
    sa.Column('file_name', sa.String(length=100), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('available_at', UtcDateTime(), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('used_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_media_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_media')),
    sa.UniqueConstraint('key', name=op.f('uq_media_key'))
    )
    op.create_index('ix_media_parent_id', 'media', ['parent_id'], unique=False)
    op.create_index('ix_media_wanted', 'media', ['id'], unique=False, sqlite_where=sa.text("state = 'wanted'"), postgresql_where=sa.text("state = 'wanted'"))
    op.create_table('tip_answers',
    sa.Column('id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('tip_key', sa.String(length=64), nullable=False),
    sa.Column('answer', sa.String(length=32), nullable=False),
    sa.Column('update_id', BigId, nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_tip_answers_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tip_answers')),
    sa.UniqueConstraint('parent_id', 'tip_key', name=op.f('uq_tip_answers_parent_id_tip_key'))
    )
    op.create_index('ix_tip_answers_tip_key', 'tip_answers', ['tip_key'], unique=False)
    op.create_table('alerts',
    sa.Column('id', BigId, nullable=False),
    sa.Column('thread_id', BigId, nullable=False),
    sa.Column('urgent_at', UtcDateTime(), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('available_at', UtcDateTime(), nullable=False),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('finished_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_alerts_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts')),
    sa.UniqueConstraint('thread_id', 'urgent_at', 'recipient', name=op.f('uq_alerts_thread_id_urgent_at_recipient'))
    )
    op.create_table('check_in_answers',
    sa.Column('id', BigId, nullable=False),
    sa.Column('campaign_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('answer', sa.Integer(), nullable=False),
    sa.Column('update_id', BigId, nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_check_in_answers_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_check_in_answers_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in_answers')),
    sa.UniqueConstraint('campaign_id', 'parent_id', name=op.f('uq_check_in_answers_campaign_id_parent_id'))
    )
    op.create_index('ix_check_in_answers_parent_id', 'check_in_answers', ['parent_id'], unique=False)
    op.create_table('good_news',
    sa.Column('id', BigId, nullable=False),
    sa.Column('child_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('phrases', Json, nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('translation', sa.Text(), nullable=True),
    sa.Column('how', sa.String(length=32), nullable=False),
    sa.Column('author', sa.String(length=200), nullable=False),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['child_id'], ['children.id'], name=op.f('fk_good_news_child_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_good_news_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_good_news'))
    )
    op.create_index('ix_good_news_child_id', 'good_news', ['child_id'], unique=False)
    op.create_index('ix_good_news_parent_id', 'good_news', ['parent_id'], unique=False)
    op.create_table('voices',
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.PrimaryKeyConstraint('language', name=op.f('pk_voices'))
    )
    op.create_table('recordings',
    sa.Column('campaign_id', BigId, nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('media_id', BigId, nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_recordings_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['media_id'], ['media.id'], name=op.f('fk_recordings_media_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('campaign_id', 'language', name=op.f('pk_recordings'))
    )
    op.create_index('ix_recordings_media_id', 'recordings', ['media_id'], unique=False)
    op.create_table('slot_bookings',
    sa.Column('id', BigId, nullable=False),
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('slot_id', BigId, nullable=False),
    sa.Column('child_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('interpreter', sa.String(length=16), nullable=True),
    sa.Column('booked_by', sa.String(length=32), nullable=False),
    sa.Column('booked_at', UtcDateTime(), nullable=False),
    sa.Column('told_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['child_id'], ['children.id'], name=op.f('fk_slot_bookings_child_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_slot_bookings_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_slot_bookings_parent_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slots.id'], name=op.f('fk_slot_bookings_slot_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot_bookings')),
    sa.UniqueConstraint('event_id', 'child_id', 'parent_id', name=op.f('uq_slot_bookings_event_id_child_id_parent_id'))
    )
    op.create_index('ix_slot_bookings_child_id', 'slot_bookings', ['child_id'], unique=False)
    op.create_index('ix_slot_bookings_parent_id', 'slot_bookings', ['parent_id'], unique=False)
    op.create_index('ix_slot_bookings_slot_id', 'slot_bookings', ['slot_id'], unique=False)
    untold = sa.text('told_at IS NULL')
    op.create_index('ix_slot_bookings_untold', 'slot_bookings', ['id'], unique=False, sqlite_where=untold, postgresql_where=untold)
    op.create_table('slot_waiting',
    sa.Column('id', BigId, nullable=False),
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('child_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('interpreter', sa.String(length=16), nullable=True),
    sa.Column('since', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['child_id'], ['children.id'], name=op.f('fk_slot_waiting_child_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_slot_waiting_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_slot_waiting_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot_waiting')),
    sa.UniqueConstraint('event_id', 'child_id', 'parent_id', name=op.f('uq_slot_waiting_event_id_child_id_parent_id'))
    )
    op.create_index('ix_slot_waiting_child_id', 'slot_waiting', ['child_id'], unique=False)
    op.create_index('ix_slot_waiting_parent_id', 'slot_waiting', ['parent_id'], unique=False)
    op.create_table('thread_notes',
    sa.Column('id', BigId, nullable=False),
    sa.Column('thread_id', BigId, nullable=False),
    sa.Column('author', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_thread_notes_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread_notes'))
    )
    op.create_index('ix_thread_notes_thread_id', 'thread_notes', ['thread_id'], unique=False)
    for table, new in _COLUMNS:
        op.add_column(table, new)
    for table, column, target in _REFERENCES:
        with op.batch_alter_table(table) as referring:
            referring.add_column(sa.Column(column, BigId, nullable=True))
            gone = 'CASCADE' if column == 'follows' else 'SET NULL'
            referring.create_foreign_key(f'fk_{table}_{column}', target, [column], ['id'], ondelete=gone)
    for table, column in _INDEXED:
        op.create_index(f'ix_{table}_{column}', table, [column], unique=False)
    op.drop_index('ix_outbox_messages_original', 'outbox_messages')
    op.create_index('ix_audit_entries_object_id_action', 'audit_entries', ['object_id', 'action'], unique=False)
    for name, table, columns, condition in _PARTLY_INDEXED:
        where = sa.text(condition)
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
    with op.batch_alter_table('campaigns') as campaigns:
        campaigns.drop_constraint('uq_campaigns_programme_id_tip_key', type_='unique')
        campaigns.create_unique_constraint(
            'uq_campaigns_programme_id_tip_key_tip_part', ['programme_id', 'tip_key', 'tip_part']
        )


_COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ('campaigns', sa.Column('tip_part', sa.String(length=32), server_default='whole', nullable=False)),
    ('campaigns', sa.Column('question', sa.String(length=32), nullable=True)),
    ('campaigns', sa.Column('urgent', sa.Boolean(), server_default=sa.false(), nullable=False)),
    ('outbox_messages', sa.Column('over_budget', sa.Boolean(), server_default=sa.false(), nullable=False)),
    ('events', sa.Column('sequence', sa.Integer(), server_default='0', nullable=False)),
    ('events', sa.Column('changed_at', UtcDateTime(), nullable=True)),
    ('parents', sa.Column('wants_tips', sa.Boolean(), server_default=sa.true(), nullable=False)),
    ('parents', sa.Column('always_voice', sa.Boolean(), server_default=sa.false(), nullable=False)),
    ('parents', sa.Column('prefers', sa.String(length=32), nullable=True)),
    ('programmes', sa.Column('ages', sa.String(length=32), nullable=True)),
    ('slots', sa.Column('capacity', sa.Integer(), server_default='1', nullable=False)),
    ('thread_messages', sa.Column('address', BigId, nullable=True)),
    ('thread_messages', sa.Column('message_number', BigId, nullable=True)),
    ('thread_messages', sa.Column('forwarded', sa.Boolean(), server_default=sa.false(), nullable=False)),
    ('thread_messages', sa.Column('edited_at', UtcDateTime(), nullable=True)),
    ('threads', sa.Column('waits_since', UtcDateTime(), nullable=True)),
    ('threads', sa.Column('urgent_at', UtcDateTime(), nullable=True)),
    ('threads', sa.Column('with_liaison', sa.Boolean(), server_default=sa.false(), nullable=False)),
    ('threads', sa.Column('call_day', sa.String(length=10), nullable=True)),
    ('threads', sa.Column('call_part', sa.String(length=32), nullable=True)),
    ('threads', sa.Column('called_at', UtcDateTime(), nullable=True)),
    ('threads', sa.Column('closed_at', UtcDateTime(), nullable=True)),
    ('updates', sa.Column('address', BigId, nullable=True)),
)
_REFERENCES = (
    ('outbox_messages', 'media_id', 'media'),
    ('outbox_messages', 'follows', 'outbox_messages'),
    ('thread_messages', 'media_id', 'media'),
    ('threads', 'assigned_to', 'staff'),
)
_PARTLY_INDEXED = (
    ('ix_outbox_messages_number', 'outbox_messages', ['address', 'message_number'], 'message_number IS NOT NULL'),
    ('ix_outbox_messages_preparing', 'outbox_messages', ['id'], "state = 'preparing'"),
    ('ix_outbox_messages_follows', 'outbox_messages', ['follows'], 'follows IS NOT NULL'),
    ('ix_thread_messages_unfetched', 'thread_messages', ['id'], 'file_id IS NOT NULL AND media_id IS NULL'),
)
_INDEXED = (('outbox_messages', 'media_id'), ('threads', 'assigned_to'), ('updates', 'address'))
