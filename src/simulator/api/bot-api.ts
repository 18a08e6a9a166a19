// Generated from the official Bot API description, version Bot API 10.1: every method with its parameters.
// `name!` is required; the part behind the colon lists the accepted types.

export const METHODS: Readonly<Record<string, string>> = {
  addStickerToSet: 'user_id!:int name!:str sticker!:object',
  answerCallbackQuery: 'callback_query_id!:str text:str show_alert:bool url:str cache_time:int',
  answerChatJoinRequestQuery: 'chat_join_request_query_id!:str result!:str',
  answerGuestQuery: 'guest_query_id!:str result!:object',
  answerInlineQuery:
    'inline_query_id!:str results!:list cache_time:int is_personal:bool next_offset:str button:object',
  answerPreCheckoutQuery: 'pre_checkout_query_id!:str ok!:bool error_message:str',
  answerShippingQuery: 'shipping_query_id!:str ok!:bool shipping_options:list error_message:str',
  answerWebAppQuery: 'web_app_query_id!:str result!:object',
  approveChatJoinRequest: 'chat_id!:int|str user_id!:int',
  approveSuggestedPost: 'chat_id!:int message_id!:int send_date:int',
  banChatMember: 'chat_id!:int|str user_id!:int until_date:int revoke_messages:bool',
  banChatSenderChat: 'chat_id!:int|str sender_chat_id!:int',
  close: '',
  closeForumTopic: 'chat_id!:int|str message_thread_id!:int',
  closeGeneralForumTopic: 'chat_id!:int|str',
  convertGiftToStars: 'business_connection_id!:str owned_gift_id!:str',
  copyMessage:
    'chat_id!:int|str message_thread_id:int direct_messages_topic_id:int from_chat_id!:int|str message_id!:int video_start_timestamp:int caption:str parse_mode:str caption_entities:list show_caption_above_media:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  copyMessages:
    'chat_id!:int|str message_thread_id:int direct_messages_topic_id:int from_chat_id!:int|str message_ids!:list disable_notification:bool protect_content:bool remove_caption:bool',
  createChatInviteLink:
    'chat_id!:int|str name:str expire_date:int member_limit:int creates_join_request:bool',
  createChatSubscriptionInviteLink:
    'chat_id!:int|str name:str subscription_period!:int subscription_price!:int',
  createForumTopic: 'chat_id!:int|str name!:str icon_color:int icon_custom_emoji_id:str',
  createInvoiceLink:
    'business_connection_id:str title!:str description!:str payload!:str provider_token:str currency!:str prices!:list subscription_period:int max_tip_amount:int suggested_tip_amounts:list provider_data:str photo_url:str photo_size:int photo_width:int photo_height:int need_name:bool need_phone_number:bool need_email:bool need_shipping_address:bool send_phone_number_to_provider:bool send_email_to_provider:bool is_flexible:bool',
  createNewStickerSet:
    'user_id!:int name!:str title!:str stickers!:list sticker_type:str needs_repainting:bool',
  declineChatJoinRequest: 'chat_id!:int|str user_id!:int',
  declineSuggestedPost: 'chat_id!:int message_id!:int comment:str',
  deleteAllMessageReactions: 'chat_id!:int|str user_id:int actor_chat_id:int',
  deleteBusinessMessages: 'business_connection_id!:str message_ids!:list',
  deleteChatPhoto: 'chat_id!:int|str',
  deleteChatStickerSet: 'chat_id!:int|str',
  deleteForumTopic: 'chat_id!:int|str message_thread_id!:int',
  deleteMessage: 'chat_id!:int|str message_id!:int',
  deleteMessageReaction: 'chat_id!:int|str message_id!:int user_id:int actor_chat_id:int',
  deleteMessages: 'chat_id!:int|str message_ids!:list',
  deleteMyCommands: 'scope:object language_code:str',
  deleteStickerFromSet: 'sticker!:str',
  deleteStickerSet: 'name!:str',
  deleteStory: 'business_connection_id!:str story_id!:int',
  deleteWebhook: 'drop_pending_updates:bool',
  editChatInviteLink:
    'chat_id!:int|str invite_link!:str name:str expire_date:int member_limit:int creates_join_request:bool',
  editChatSubscriptionInviteLink: 'chat_id!:int|str invite_link!:str name:str',
  editForumTopic: 'chat_id!:int|str message_thread_id!:int name:str icon_custom_emoji_id:str',
  editGeneralForumTopic: 'chat_id!:int|str name!:str',
  editMessageCaption:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str caption:str parse_mode:str caption_entities:list show_caption_above_media:bool reply_markup:object',
  editMessageChecklist:
    'business_connection_id!:str chat_id!:int|str message_id!:int checklist!:object reply_markup:object',
  editMessageLiveLocation:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str latitude!:float longitude!:float live_period:int horizontal_accuracy:float heading:int proximity_alert_radius:int reply_markup:object',
  editMessageMedia:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str media!:object reply_markup:object',
  editMessageReplyMarkup:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str reply_markup:object',
  editMessageText:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str text:str parse_mode:str entities:list link_preview_options:object rich_message:object reply_markup:object',
  editStory:
    'business_connection_id!:str story_id!:int content!:object caption:str parse_mode:str caption_entities:list areas:list',
  editUserStarSubscription: 'user_id!:int telegram_payment_charge_id!:str is_canceled!:bool',
  exportChatInviteLink: 'chat_id!:int|str',
  forwardMessage:
    'chat_id!:int|str message_thread_id:int direct_messages_topic_id:int from_chat_id!:int|str video_start_timestamp:int disable_notification:bool protect_content:bool message_effect_id:str suggested_post_parameters:object message_id!:int',
  forwardMessages:
    'chat_id!:int|str message_thread_id:int direct_messages_topic_id:int from_chat_id!:int|str message_ids!:list disable_notification:bool protect_content:bool',
  getAvailableGifts: '',
  getBusinessAccountGifts:
    'business_connection_id!:str exclude_unsaved:bool exclude_saved:bool exclude_unlimited:bool exclude_limited_upgradable:bool exclude_limited_non_upgradable:bool exclude_unique:bool exclude_from_blockchain:bool sort_by_price:bool offset:str limit:int',
  getBusinessAccountStarBalance: 'business_connection_id!:str',
  getBusinessConnection: 'business_connection_id!:str',
  getChat: 'chat_id!:int|str',
  getChatAdministrators: 'chat_id!:int|str return_bots:bool',
  getChatGifts:
    'chat_id!:int|str exclude_unsaved:bool exclude_saved:bool exclude_unlimited:bool exclude_limited_upgradable:bool exclude_limited_non_upgradable:bool exclude_from_blockchain:bool exclude_unique:bool sort_by_price:bool offset:str limit:int',
  getChatMember: 'chat_id!:int|str user_id!:int',
  getChatMemberCount: 'chat_id!:int|str',
  getChatMenuButton: 'chat_id:int',
  getCustomEmojiStickers: 'custom_emoji_ids!:list',
  getFile: 'file_id!:str',
  getForumTopicIconStickers: '',
  getGameHighScores: 'user_id!:int chat_id:int message_id:int inline_message_id:str',
  getManagedBotAccessSettings: 'user_id!:int',
  getManagedBotToken: 'user_id!:int',
  getMe: '',
  getMyCommands: 'scope:object language_code:str',
  getMyDefaultAdministratorRights: 'for_channels:bool',
  getMyDescription: 'language_code:str',
  getMyName: 'language_code:str',
  getMyShortDescription: 'language_code:str',
  getMyStarBalance: '',
  getStarTransactions: 'offset:int limit:int',
  getStickerSet: 'name!:str',
  getUpdates: 'offset:int limit:int timeout:int allowed_updates:list',
  getUserChatBoosts: 'chat_id!:int|str user_id!:int',
  getUserGifts:
    'user_id!:int exclude_unlimited:bool exclude_limited_upgradable:bool exclude_limited_non_upgradable:bool exclude_from_blockchain:bool exclude_unique:bool sort_by_price:bool offset:str limit:int',
  getUserPersonalChatMessages: 'user_id!:int limit!:int',
  getUserProfileAudios: 'user_id!:int offset:int limit:int',
  getUserProfilePhotos: 'user_id!:int offset:int limit:int',
  getWebhookInfo: '',
  giftPremiumSubscription:
    'user_id!:int month_count!:int star_count!:int text:str text_parse_mode:str text_entities:list',
  hideGeneralForumTopic: 'chat_id!:int|str',
  leaveChat: 'chat_id!:int|str',
  logOut: '',
  pinChatMessage: 'business_connection_id:str chat_id!:int|str message_id!:int disable_notification:bool',
  postStory:
    'business_connection_id!:str content!:object active_period!:int caption:str parse_mode:str caption_entities:list areas:list post_to_chat_page:bool protect_content:bool',
  promoteChatMember:
    'chat_id!:int|str user_id!:int is_anonymous:bool can_manage_chat:bool can_delete_messages:bool can_manage_video_chats:bool can_restrict_members:bool can_promote_members:bool can_change_info:bool can_invite_users:bool can_post_stories:bool can_edit_stories:bool can_delete_stories:bool can_post_messages:bool can_edit_messages:bool can_pin_messages:bool can_manage_topics:bool can_manage_direct_messages:bool can_manage_tags:bool',
  readBusinessMessage: 'business_connection_id!:str chat_id!:int message_id!:int',
  refundStarPayment: 'user_id!:int telegram_payment_charge_id!:str',
  removeBusinessAccountProfilePhoto: 'business_connection_id!:str is_public:bool',
  removeChatVerification: 'chat_id!:int|str',
  removeMyProfilePhoto: '',
  removeUserVerification: 'user_id!:int',
  reopenForumTopic: 'chat_id!:int|str message_thread_id!:int',
  reopenGeneralForumTopic: 'chat_id!:int|str',
  replaceManagedBotToken: 'user_id!:int',
  replaceStickerInSet: 'user_id!:int name!:str old_sticker!:str sticker!:object',
  repostStory:
    'business_connection_id!:str from_chat_id!:int from_story_id!:int active_period!:int post_to_chat_page:bool protect_content:bool',
  restrictChatMember:
    'chat_id!:int|str user_id!:int permissions!:object use_independent_chat_permissions:bool until_date:int',
  revokeChatInviteLink: 'chat_id!:int|str invite_link!:str',
  savePreparedInlineMessage:
    'user_id!:int result!:object allow_user_chats:bool allow_bot_chats:bool allow_group_chats:bool allow_channel_chats:bool',
  savePreparedKeyboardButton: 'user_id!:int button!:object',
  sendAnimation:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int animation!:file|str duration:int width:int height:int thumbnail:file|str caption:str parse_mode:str caption_entities:list show_caption_above_media:bool has_spoiler:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendAudio:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int audio!:file|str caption:str parse_mode:str caption_entities:list duration:int performer:str title:str thumbnail:file|str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendChatAction: 'business_connection_id:str chat_id!:int|str message_thread_id:int action!:str',
  sendChatJoinRequestWebApp: 'chat_join_request_query_id!:str web_app_url!:str',
  sendChecklist:
    'business_connection_id!:str chat_id!:int|str checklist!:object disable_notification:bool protect_content:bool message_effect_id:str reply_parameters:object reply_markup:object',
  sendContact:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int phone_number!:str first_name!:str last_name:str vcard:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendDice:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int emoji:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendDocument:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int document!:file|str thumbnail:file|str caption:str parse_mode:str caption_entities:list disable_content_type_detection:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendGame:
    'business_connection_id:str chat_id!:int|str message_thread_id:int game_short_name!:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str reply_parameters:object reply_markup:object',
  sendGift:
    'user_id:int chat_id:int|str gift_id!:str pay_for_upgrade:bool text:str text_parse_mode:str text_entities:list',
  sendInvoice:
    'chat_id!:int|str message_thread_id:int direct_messages_topic_id:int title!:str description!:str payload!:str provider_token:str currency!:str prices!:list max_tip_amount:int suggested_tip_amounts:list start_parameter:str provider_data:str photo_url:str photo_size:int photo_width:int photo_height:int need_name:bool need_phone_number:bool need_email:bool need_shipping_address:bool send_phone_number_to_provider:bool send_email_to_provider:bool is_flexible:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendLivePhoto:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int live_photo!:file|str photo!:file|str caption:str parse_mode:str caption_entities:list show_caption_above_media:bool has_spoiler:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendLocation:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int proximity_alert_radius:int disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendMediaGroup:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int media!:list disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str reply_parameters:object',
  sendMessage:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int text!:str parse_mode:str entities:list link_preview_options:object disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendMessageDraft: 'chat_id!:int message_thread_id:int draft_id!:int text:str parse_mode:str entities:list',
  sendPaidMedia:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int star_count!:int media!:list payload:str caption:str parse_mode:str caption_entities:list show_caption_above_media:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendPhoto:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int photo!:file|str caption:str parse_mode:str caption_entities:list show_caption_above_media:bool has_spoiler:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendPoll:
    'business_connection_id:str chat_id!:int|str message_thread_id:int question!:str question_parse_mode:str question_entities:list options!:list is_anonymous:bool type:str allows_multiple_answers:bool allows_revoting:bool shuffle_options:bool allow_adding_options:bool hide_results_until_closes:bool members_only:bool country_codes:list correct_option_ids:list explanation:str explanation_parse_mode:str explanation_entities:list explanation_media:object open_period:int close_date:int is_closed:bool description:str description_parse_mode:str description_entities:list media:object disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str reply_parameters:object reply_markup:object',
  sendRichMessage:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int rich_message!:object disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendRichMessageDraft: 'chat_id!:int message_thread_id:int draft_id!:int rich_message!:object',
  sendSticker:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int sticker!:file|str emoji:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendVenue:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int latitude!:float longitude!:float title!:str address!:str foursquare_id:str foursquare_type:str google_place_id:str google_place_type:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendVideo:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int video!:file|str duration:int width:int height:int thumbnail:file|str cover:file|str start_timestamp:int caption:str parse_mode:str caption_entities:list show_caption_above_media:bool has_spoiler:bool supports_streaming:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendVideoNote:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int video_note!:file|str duration:int length:int thumbnail:file|str disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  sendVoice:
    'business_connection_id:str chat_id!:int|str message_thread_id:int direct_messages_topic_id:int voice!:file|str caption:str parse_mode:str caption_entities:list duration:int disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object',
  setBusinessAccountBio: 'business_connection_id!:str bio:str',
  setBusinessAccountGiftSettings:
    'business_connection_id!:str show_gift_button!:bool accepted_gift_types!:object',
  setBusinessAccountName: 'business_connection_id!:str first_name!:str last_name:str',
  setBusinessAccountProfilePhoto: 'business_connection_id!:str photo!:object is_public:bool',
  setBusinessAccountUsername: 'business_connection_id!:str username:str',
  setChatAdministratorCustomTitle: 'chat_id!:int|str user_id!:int custom_title!:str',
  setChatDescription: 'chat_id!:int|str description:str',
  setChatMemberTag: 'chat_id!:int|str user_id!:int tag:str',
  setChatMenuButton: 'chat_id:int menu_button:object',
  setChatPermissions: 'chat_id!:int|str permissions!:object use_independent_chat_permissions:bool',
  setChatPhoto: 'chat_id!:int|str photo!:file',
  setChatStickerSet: 'chat_id!:int|str sticker_set_name!:str',
  setChatTitle: 'chat_id!:int|str title!:str',
  setCustomEmojiStickerSetThumbnail: 'name!:str custom_emoji_id:str',
  setGameScore:
    'user_id!:int score!:int force:bool disable_edit_message:bool chat_id:int message_id:int inline_message_id:str',
  setManagedBotAccessSettings: 'user_id!:int is_access_restricted!:bool added_user_ids:list',
  setMessageReaction: 'chat_id!:int|str message_id!:int reaction:list is_big:bool',
  setMyCommands: 'commands!:list scope:object language_code:str',
  setMyDefaultAdministratorRights: 'rights:object for_channels:bool',
  setMyDescription: 'description:str language_code:str',
  setMyName: 'name:str language_code:str',
  setMyProfilePhoto: 'photo!:object',
  setMyShortDescription: 'short_description:str language_code:str',
  setPassportDataErrors: 'user_id!:int errors!:list',
  setStickerEmojiList: 'sticker!:str emoji_list!:list',
  setStickerKeywords: 'sticker!:str keywords:list',
  setStickerMaskPosition: 'sticker!:str mask_position:object',
  setStickerPositionInSet: 'sticker!:str position!:int',
  setStickerSetThumbnail: 'name!:str user_id!:int thumbnail:file|str format!:str',
  setStickerSetTitle: 'name!:str title!:str',
  setUserEmojiStatus: 'user_id!:int emoji_status_custom_emoji_id:str emoji_status_expiration_date:int',
  setWebhook:
    'url!:str certificate:file ip_address:str max_connections:int allowed_updates:list drop_pending_updates:bool secret_token:str',
  stopMessageLiveLocation:
    'business_connection_id:str chat_id:int|str message_id:int inline_message_id:str reply_markup:object',
  stopPoll: 'business_connection_id:str chat_id!:int|str message_id!:int reply_markup:object',
  transferBusinessAccountStars: 'business_connection_id!:str star_count!:int',
  transferGift: 'business_connection_id!:str owned_gift_id!:str new_owner_chat_id!:int star_count:int',
  unbanChatMember: 'chat_id!:int|str user_id!:int only_if_banned:bool',
  unbanChatSenderChat: 'chat_id!:int|str sender_chat_id!:int',
  unhideGeneralForumTopic: 'chat_id!:int|str',
  unpinAllChatMessages: 'chat_id!:int|str',
  unpinAllForumTopicMessages: 'chat_id!:int|str message_thread_id!:int',
  unpinAllGeneralForumTopicMessages: 'chat_id!:int|str',
  unpinChatMessage: 'business_connection_id:str chat_id!:int|str message_id:int',
  upgradeGift: 'business_connection_id!:str owned_gift_id!:str keep_original_details:bool star_count:int',
  uploadStickerFile: 'user_id!:int sticker!:file sticker_format!:str',
  verifyChat: 'chat_id!:int|str custom_description:str',
  verifyUser: 'user_id!:int custom_description:str',
};
