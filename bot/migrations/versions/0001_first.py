"""The first schema: families, enrolment, events, campaigns, outbox, inbox, translations, staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('audit_entries',
    sa.Column('id', BigId, nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=False),
    sa.Column('action', sa.String(length=32), nullable=False),
    sa.Column('object_id', BigId, nullable=True),
    sa.Column('details', Json, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index(op.f('ix_audit_entries_at'), 'audit_entries', ['at'], unique=False)
    op.create_table('channels',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('per_second', sa.Double(), nullable=False),
    sa.Column('next_slot', UtcDateTime(), nullable=False),
    sa.Column('paused_until', UtcDateTime(), nullable=True),
    sa.Column('paused_why', sa.String(length=200), nullable=True),
    sa.Column('bot_username', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_channels'))
    )
    op.create_table('chat_paces',
    sa.Column('address', BigId, autoincrement=False, nullable=False),
    sa.Column('next_slot', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_chat_paces'))
    )
    op.create_table('code_attempts',
    sa.Column('address', BigId, autoincrement=False, nullable=False),
    sa.Column('since', UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_code_attempts'))
    )
    op.create_table('events',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=True),
    sa.Column('source_language', sa.String(length=16), nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('ends_at', UtcDateTime(), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('bring', sa.String(length=500), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('rsvp_by', UtcDateTime(), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('with_child', sa.Boolean(), nullable=False),
    sa.Column('asked_by', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    op.create_index(op.f('ix_events_starts_at'), 'events', ['starts_at'], unique=False)
    op.create_table('groups',
    sa.Column('id', BigId, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_groups')),
    sa.UniqueConstraint('name', name=op.f('uq_groups_name'))
    )
    op.create_table('parents',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('home_language', sa.String(length=16), nullable=False),
    sa.Column('second_language', sa.String(length=16), nullable=True),
    sa.Column('chosen_language', sa.String(length=16), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parents')),
    sa.UniqueConstraint('external_id', name=op.f('uq_parents_external_id'))
    )
    op.create_table('programmes',
    sa.Column('id', BigId, nullable=False),
    sa.Column('theme', sa.String(length=64), nullable=False),
    sa.Column('groups', Json, nullable=False),
    sa.Column('weekdays', Json, nullable=False),
    sa.Column('at', sa.String(length=5), nullable=False),
    sa.Column('starts_on', sa.String(length=10), nullable=False),
    sa.Column('stopped_at', UtcDateTime(), nullable=True),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programmes'))
    )
    op.create_table('staff',
    sa.Column('id', BigId, nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('email', name=op.f('uq_staff_email'))
    )
    op.create_table('translations',
    sa.Column('id', BigId, nullable=False),
    sa.Column('source_key', sa.String(length=64), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_language', sa.String(length=16), nullable=False),
    sa.Column('target_language', sa.String(length=16), nullable=False),
    sa.Column('target', sa.Text(), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('decided_by', sa.String(length=32), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translations')),
    sa.UniqueConstraint('source_key', 'source_language', 'target_language', name=op.f('uq_translations_source_key_source_language_target_language'))
    )
    op.create_index('ix_translations_state', 'translations', ['state', 'id'], unique=False)
    op.create_table('updates',
    sa.Column('update_id', BigId, autoincrement=False, nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('received_at', UtcDateTime(), nullable=False),
    sa.Column('handled_at', UtcDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_updates'))
    )
    op.create_index('ix_updates_waiting', 'updates', ['update_id'], unique=False, sqlite_where=sa.text('handled_at IS NULL'), postgresql_where=sa.text('handled_at IS NULL'))
    op.create_table('api_tokens',
    sa.Column('id', BigId, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('scopes', Json, nullable=False),
    sa.Column('staff_id', BigId, nullable=True),
    sa.Column('expires_at', UtcDateTime(), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_api_tokens_staff_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_tokens')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_api_tokens_token_hash'))
    )
    op.create_index(op.f('ix_api_tokens_staff_id'), 'api_tokens', ['staff_id'], unique=False)
    op.create_table('campaigns',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('event_id', BigId, nullable=True),
    sa.Column('invitation_id', BigId, nullable=True),
    sa.Column('programme_id', BigId, nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('tip_key', sa.String(length=64), nullable=True),
    sa.Column('remind', sa.String(length=32), nullable=True),
    sa.Column('changed', Json, nullable=True),
    sa.Column('source_language', sa.String(length=16), nullable=False),
    sa.Column('asked_by', sa.String(length=200), nullable=False),
    sa.Column('audience', sa.String(length=32), nullable=False),
    sa.Column('groups', Json, nullable=False),
    sa.Column('parents', Json, nullable=False),
    sa.Column('send_at', UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('planned_up_to', BigId, nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('expanded_at', UtcDateTime(), nullable=True),
    sa.Column('created_by', sa.String(length=32), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('paused_why', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_campaigns_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invitation_id'], ['campaigns.id'], name=op.f('fk_campaigns_invitation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_campaigns_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaigns')),
    sa.UniqueConstraint('programme_id', 'tip_key', name=op.f('uq_campaigns_programme_id_tip_key'))
    )
    op.create_index('ix_campaigns_due', 'campaigns', ['state', 'send_at'], unique=False)
    op.create_index(op.f('ix_campaigns_event_id'), 'campaigns', ['event_id'], unique=False)
    op.create_index(op.f('ix_campaigns_invitation_id'), 'campaigns', ['invitation_id'], unique=False)
    op.create_index(op.f('ix_campaigns_programme_id'), 'campaigns', ['programme_id'], unique=False)
    op.create_table('chats',
    sa.Column('id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('address', BigId, nullable=False),
    sa.Column('joined_at', UtcDateTime(), nullable=False),
    sa.Column('consent_version', sa.String(length=32), nullable=False),
    sa.Column('stopped_at', UtcDateTime(), nullable=True),
    sa.Column('unreachable_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_chats_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chats')),
    sa.UniqueConstraint('parent_id', 'address', name=op.f('uq_chats_parent_id_address'))
    )
    op.create_index(op.f('ix_chats_address'), 'chats', ['address'], unique=False)
    op.create_index(op.f('ix_chats_parent_id'), 'chats', ['parent_id'], unique=False)
    op.create_table('children',
    sa.Column('id', BigId, nullable=False),
    sa.Column('external_id', sa.String(length=64), nullable=False),
    sa.Column('first_name', sa.String(length=200), nullable=False),
    sa.Column('group_id', BigId, nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_children_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_children')),
    sa.UniqueConstraint('external_id', name=op.f('uq_children_external_id'))
    )
    op.create_index(op.f('ix_children_group_id'), 'children', ['group_id'], unique=False)
    op.create_table('enrolment_codes',
    sa.Column('id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('used_at', UtcDateTime(), nullable=True),
    sa.Column('used_by', BigId, nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_enrolment_codes_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment_codes')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_enrolment_codes_code_hash'))
    )
    op.create_index(op.f('ix_enrolment_codes_parent_id'), 'enrolment_codes', ['parent_id'], unique=False)
    op.create_table('event_groups',
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('group_id', BigId, nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_groups_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_event_groups_group_id')),
    sa.PrimaryKeyConstraint('event_id', 'group_id', name=op.f('pk_event_groups'))
    )
    op.create_index(op.f('ix_event_groups_group_id'), 'event_groups', ['group_id'], unique=False)
    op.create_table('sign_in_links',
    sa.Column('id', BigId, nullable=False),
    sa.Column('staff_id', BigId, nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', UtcDateTime(), nullable=False),
    sa.Column('used_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_sign_in_links_staff_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_links_token_hash'))
    )
    op.create_index(op.f('ix_sign_in_links_staff_id'), 'sign_in_links', ['staff_id'], unique=False)
    op.create_table('slots',
    sa.Column('id', BigId, nullable=False),
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('starts_at', UtcDateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_slots_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slots')),
    sa.UniqueConstraint('event_id', 'starts_at', name=op.f('uq_slots_event_id_starts_at'))
    )
    op.create_table('staff_groups',
    sa.Column('staff_id', BigId, nullable=False),
    sa.Column('group_id', BigId, nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_staff_groups_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_groups_staff_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'group_id', name=op.f('pk_staff_groups'))
    )
    op.create_table('threads',
    sa.Column('id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.Column('last_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_threads_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threads'))
    )
    op.create_index(op.f('ix_threads_parent_id'), 'threads', ['parent_id'], unique=False)
    op.create_table('guardianships',
    sa.Column('child_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('relation', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['child_id'], ['children.id'], name=op.f('fk_guardianships_child_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_guardianships_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('child_id', 'parent_id', name=op.f('pk_guardianships'))
    )
    op.create_index(op.f('ix_guardianships_parent_id'), 'guardianships', ['parent_id'], unique=False)
    op.create_table('outbox_messages',
    sa.Column('id', BigId, nullable=False),
    sa.Column('dedupe_key', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('campaign_id', BigId, nullable=True),
    sa.Column('parent_id', BigId, nullable=True),
    sa.Column('address', BigId, nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('buttons', Json, nullable=False),
    sa.Column('edits', BigId, nullable=True),
    sa.Column('how', sa.String(length=32), nullable=False),
    sa.Column('lane', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('available_at', UtcDateTime(), nullable=False),
    sa.Column('use_by', UtcDateTime(), nullable=True),
    sa.Column('token', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('repeated', sa.Boolean(), nullable=False),
    sa.Column('message_number', BigId, nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('finished_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_outbox_messages_campaign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_outbox_messages_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_messages')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_outbox_messages_dedupe_key'))
    )
    op.create_index('ix_outbox_messages_campaign', 'outbox_messages', ['campaign_id', 'state'], unique=False)
    op.create_index('ix_outbox_messages_due', 'outbox_messages', ['lane', 'available_at', 'id'], unique=False, sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'"))
    op.create_index('ix_outbox_messages_edits', 'outbox_messages', ['address', 'edits'], unique=False, sqlite_where=sa.text('edits IS NOT NULL'), postgresql_where=sa.text('edits IS NOT NULL'))
    op.create_index('ix_outbox_messages_leases', 'outbox_messages', ['available_at'], unique=False, sqlite_where=sa.text("state IN ('leased', 'sending')"), postgresql_where=sa.text("state IN ('leased', 'sending')"))
    op.create_index(op.f('ix_outbox_messages_parent_id'), 'outbox_messages', ['parent_id'], unique=False)
    op.create_table('rsvps',
    sa.Column('id', BigId, nullable=False),
    sa.Column('event_id', BigId, nullable=False),
    sa.Column('child_id', BigId, nullable=False),
    sa.Column('parent_id', BigId, nullable=False),
    sa.Column('answer', sa.String(length=32), nullable=False),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('cannot_then', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('update_id', BigId, nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['child_id'], ['children.id'], name=op.f('fk_rsvps_child_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_rsvps_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['parents.id'], name=op.f('fk_rsvps_parent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rsvps')),
    sa.UniqueConstraint('event_id', 'child_id', 'parent_id', name=op.f('uq_rsvps_event_id_child_id_parent_id'))
    )
    op.create_index(op.f('ix_rsvps_child_id'), 'rsvps', ['child_id'], unique=False)
    op.create_index(op.f('ix_rsvps_parent_id'), 'rsvps', ['parent_id'], unique=False)
    op.create_table('thread_messages',
    sa.Column('id', BigId, nullable=False),
    sa.Column('thread_id', BigId, nullable=False),
    sa.Column('author', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('translation', sa.Text(), nullable=True),
    sa.Column('file_id', sa.String(length=200), nullable=True),
    sa.Column('update_id', BigId, nullable=True),
    sa.Column('sent_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['threads.id'], name=op.f('fk_thread_messages_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread_messages')),
    sa.UniqueConstraint('update_id', name=op.f('uq_thread_messages_update_id'))
    )
    op.create_index(op.f('ix_thread_messages_thread_id'), 'thread_messages', ['thread_id'], unique=False)
