"""What each error code of the methods we call means for the promise at hand."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import Busy, DeliveryError, Disconnected, Undeliverable, Unsure

# Whatever else Slack offers, these are all the methods the adapter ever calls.
METHODS = (
    "apps.connections.open",
    "auth.test",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "users.info",
    "users.list",
    "views.open",
    "views.publish",
    "views.update",
)


class Fate(StrEnum):
    """The four ends of a call that was not answered with ok."""

    LATER = "later"  # nothing happened; ask again after a while
    UNSURE = "unsure"  # some of it may have happened
    NEVER = "never"  # nothing happened, and the same call will never work
    GONE = "gone"  # the token is worth nothing: stop


CODES: dict[str, Fate] = {
    # Asked to wait, or a migration is under way.
    "ratelimited": Fate.LATER,
    "rate_limited": Fate.LATER,
    "message_limit_exceeded": Fate.LATER,
    "request_timeout": Fate.LATER,  # our request came incomplete, so it was not carried out
    "team_added_to_org": Fate.LATER,
    "org_login_required": Fate.LATER,
    "external_channel_migrating": Fate.LATER,
    "streaming_state_conflict": Fate.LATER,
    # "It's possible some aspect of the operation succeeded before the error was raised."
    "fatal_error": Fate.UNSURE,
    "internal_error": Fate.UNSURE,
    "service_unavailable": Fate.UNSURE,
    "update_failed": Fate.UNSURE,
    "file_update_failed": Fate.UNSURE,
    "fetch_members_failed": Fate.UNSURE,
    "list_record_comment_fetch_failed": Fate.UNSURE,
    "unable_to_share_files": Fate.UNSURE,
    # The token, not the message.
    "account_inactive": Fate.GONE,
    "invalid_auth": Fate.GONE,
    "not_authed": Fate.GONE,
    "token_expired": Fate.GONE,
    "token_revoked": Fate.GONE,
    "not_allowed_token_type": Fate.GONE,
    "missing_args": Fate.GONE,  # apps.connections.open without an app token
    "forbidden_team": Fate.GONE,
    # Whom or where: gone, shut, or not for us.
    "access_denied": Fate.NEVER,
    "accesslimited": Fate.NEVER,
    "app_access_restricted": Fate.NEVER,
    "cannot_reply_to_message": Fate.NEVER,
    "channel_is_limited_access": Fate.NEVER,
    "channel_not_found": Fate.NEVER,
    "ekm_access_denied": Fate.NEVER,
    "enterprise_is_restricted": Fate.NEVER,
    "invalid_channel": Fate.NEVER,
    "invalid_user_combination": Fate.NEVER,
    "is_archived": Fate.NEVER,
    "is_bot": Fate.NEVER,
    "is_inactive": Fate.NEVER,
    "messages_tab_disabled": Fate.NEVER,
    "method_not_supported_for_channel_type": Fate.NEVER,
    "missing_scope": Fate.NEVER,
    "no_permission": Fate.NEVER,
    "not_enabled": Fate.NEVER,
    "not_enough_users": Fate.NEVER,
    "not_found": Fate.NEVER,
    "not_implemented": Fate.NEVER,
    "not_in_channel": Fate.NEVER,
    "posting_to_channel_denied": Fate.NEVER,
    "restricted_action": Fate.NEVER,
    "restricted_action_non_threadable_channel": Fate.NEVER,
    "restricted_action_read_only_channel": Fate.NEVER,
    "restricted_action_thread_locked": Fate.NEVER,
    "restricted_action_thread_only_channel": Fate.NEVER,
    "send_on_behalf_not_allowed": Fate.NEVER,
    "team_not_found": Fate.NEVER,
    "thread_not_found": Fate.NEVER,
    "too_many_users": Fate.NEVER,
    "two_factor_setup_required": Fate.NEVER,
    "user_disabled": Fate.NEVER,
    "user_not_found": Fate.NEVER,
    "user_not_in_channel": Fate.NEVER,
    "user_not_visible": Fate.NEVER,
    # The moment has passed, or what was to be changed is not there.
    "block_mismatch": Fate.NEVER,
    "cant_broadcast_message": Fate.NEVER,
    "cant_update_message": Fate.NEVER,
    "duplicate_external_id": Fate.NEVER,
    "edit_window_closed": Fate.NEVER,
    "exchanged_trigger_id": Fate.NEVER,
    "expired_trigger_id": Fate.NEVER,
    "hash_conflict": Fate.NEVER,
    "invalid_trigger_id": Fate.NEVER,
    "message_not_found": Fate.NEVER,
    "no_dual_broadcast_content_update": Fate.NEVER,
    # What was said, as Slack wants it: our mistake, and the same tomorrow.
    "as_user_not_supported": Fate.NEVER,
    "attachment_payload_limit_exceeded": Fate.NEVER,
    "deprecated_endpoint": Fate.NEVER,
    "draft_already_deleted": Fate.NEVER,
    "draft_already_sent": Fate.NEVER,
    "draft_has_conflict": Fate.NEVER,
    "draft_not_found": Fate.NEVER,
    "duplicate_channel_not_found": Fate.NEVER,
    "duplicate_message_not_found": Fate.NEVER,
    "insecure_request": Fate.NEVER,
    "invalid_arg_name": Fate.NEVER,
    "invalid_array_arg": Fate.NEVER,
    "invalid_attachments": Fate.NEVER,
    "invalid_blocks": Fate.NEVER,
    "invalid_blocks_format": Fate.NEVER,
    "invalid_charset": Fate.NEVER,
    "invalid_cursor": Fate.NEVER,
    "invalid_form_data": Fate.NEVER,
    "invalid_limit": Fate.NEVER,
    "invalid_metadata_filter_keys": Fate.NEVER,
    "invalid_metadata_format": Fate.NEVER,
    "invalid_metadata_schema": Fate.NEVER,
    "invalid_post_type": Fate.NEVER,
    "invalid_ts_latest": Fate.NEVER,
    "invalid_ts_oldest": Fate.NEVER,
    "limit_required": Fate.NEVER,
    "markdown_text_conflict": Fate.NEVER,
    "metadata_must_be_sent_from_app": Fate.NEVER,
    "metadata_too_large": Fate.NEVER,
    "method_deprecated": Fate.NEVER,
    "missing_argument": Fate.NEVER,
    "missing_post_type": Fate.NEVER,
    "missing_profile_id": Fate.NEVER,
    "msg_blocks_too_long": Fate.NEVER,
    "msg_too_long": Fate.NEVER,
    "no_text": Fate.NEVER,
    "too_many_attachments": Fate.NEVER,
    "too_many_contact_cards": Fate.NEVER,
    "unknown_method": Fate.NEVER,
    "users_list_not_supplied": Fate.NEVER,
    "view_too_large": Fate.NEVER,
    # Files.
    "alt_txt_too_large": Fate.NEVER,
    "blocked_file_type": Fate.NEVER,
    "channels_limit_exceeded": Fate.NEVER,
    "file_deleted": Fate.NEVER,
    "file_is_deleted": Fate.NEVER,
    "file_not_found": Fate.NEVER,
    "file_share_limit_reached": Fate.NEVER,
    "file_type_not_allowed": Fate.NEVER,
    "file_upload_size_restricted": Fate.NEVER,
    "file_uploads_disabled": Fate.NEVER,
    "file_uploads_except_images_disabled": Fate.NEVER,
    "max_file_sharing_exceeded": Fate.NEVER,
    "missing_file_data": Fate.NEVER,
    "slack_connect_blocked_file_type": Fate.NEVER,
    "slack_connect_canvas_sharing_blocked": Fate.NEVER,
    "slack_connect_clip_sharing_blocked": Fate.NEVER,
    "slack_connect_file_link_sharing_blocked": Fate.NEVER,
    "slack_connect_file_upload_sharing_blocked": Fate.NEVER,
    "slack_connect_lists_sharing_blocked": Fate.NEVER,
    "snippet_too_large": Fate.NEVER,
    "storage_limit_reached": Fate.NEVER,
    "unknown_snippet_type": Fate.NEVER,
    "unknown_subtype": Fate.NEVER,
}

# Seconds to wait where Slack names none.
WAITS = {"message_limit_exceeded": 3600.0, "team_added_to_org": 300.0, "org_login_required": 300.0}
WAIT = 30.0
# The message is not to be changed, but it can be said again.
REPOST = {"message_not_found", "cant_update_message", "edit_window_closed", "block_mismatch"}


def delivery_error(code: str, after: float | None = None) -> DeliveryError:
    """The error for a code; one that Slack has added since is refused for good, and parked."""
    match CODES.get(code, Fate.NEVER):
        case Fate.LATER:
            return Busy(code, WAITS.get(code, WAIT) if after is None else after)
        case Fate.UNSURE:
            return Unsure(code)
        case Fate.GONE:
            return Disconnected(code)
        case Fate.NEVER:
            return Undeliverable(code)
