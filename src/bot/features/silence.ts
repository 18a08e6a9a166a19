import type { Message } from 'grammy/types';
import type { Place } from './place.ts';

/** What a message can hold beside its frame (Bot API, Message): something said, or news of Telegram itself. */
type Content = Exclude<keyof Message, keyof Message.MediaMessage>;

/** A new field of Telegram's is listed here before the types compile again. */
const contents: Readonly<Record<Content, 'said' | 'service'>> = {
  text: 'said',
  entities: 'said',
  rich_message: 'said',
  animation: 'said',
  audio: 'said',
  document: 'said',
  live_photo: 'said',
  paid_media: 'said',
  photo: 'said',
  sticker: 'said',
  story: 'said',
  video: 'said',
  video_note: 'said',
  voice: 'said',
  contact: 'said',
  dice: 'said',
  game: 'said',
  poll: 'said',
  venue: 'said',
  location: 'said',
  checklist: 'said',
  checklist_tasks_done: 'service',
  checklist_tasks_added: 'service',
  community_chat_added: 'service',
  community_chat_removed: 'service',
  community_chat_joined: 'service',
  suggested_post_info: 'service',
  suggested_post_approved: 'service',
  suggested_post_approval_failed: 'service',
  suggested_post_declined: 'service',
  suggested_post_paid: 'service',
  suggested_post_refunded: 'service',
  chat_owner_left: 'service',
  chat_owner_changed: 'service',
  new_chat_members: 'service',
  left_chat_member: 'service',
  new_chat_title: 'service',
  new_chat_photo: 'service',
  delete_chat_photo: 'service',
  group_chat_created: 'service',
  supergroup_chat_created: 'service',
  channel_chat_created: 'service',
  managed_bot_created: 'service',
  poll_option_added: 'service',
  poll_option_deleted: 'service',
  message_auto_delete_timer_changed: 'service',
  migrate_to_chat_id: 'service',
  migrate_from_chat_id: 'service',
  pinned_message: 'service',
  invoice: 'service',
  successful_payment: 'service',
  refunded_payment: 'service',
  users_shared: 'service',
  chat_shared: 'service',
  connected_website: 'service',
  write_access_allowed: 'service',
  passport_data: 'service',
  proximity_alert_triggered: 'service',
  boost_added: 'service',
  chat_background_set: 'service',
  forum_topic_created: 'service',
  forum_topic_edited: 'service',
  forum_topic_closed: 'service',
  forum_topic_reopened: 'service',
  general_forum_topic_hidden: 'service',
  general_forum_topic_unhidden: 'service',
  giveaway_created: 'service',
  giveaway: 'service',
  giveaway_winners: 'service',
  giveaway_completed: 'service',
  gift: 'service',
  gift_upgrade_sent: 'service',
  unique_gift: 'service',
  paid_message_price_changed: 'service',
  direct_message_price_changed: 'service',
  video_chat_scheduled: 'service',
  video_chat_started: 'service',
  video_chat_ended: 'service',
  video_chat_participants_invited: 'service',
  web_app_data: 'service',
};

/** What Telegram reports by itself: a pinned message, a timer that deletes, a new background. */
function isService(message: Message): boolean {
  const kinds = Object.entries(contents).flatMap(([field, kind]) => (field in message ? [kind] : []));
  return kinds.includes('service') && !kinds.includes('said');
}

/** Nobody has said anything: news of Telegram itself, and each movement of a live location. */
export const silence: Place = {
  meant: (ctx, message) =>
    isService(message) || (ctx.editedMessage !== undefined && message.location !== undefined)
      ? 'silence'
      : undefined,
};
