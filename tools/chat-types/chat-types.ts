// What Slack and Telegram publish of their types, under names of ours: a JSON Schema is made of each.
import type { Update } from "@grammyjs/types";
import type { BlockAction, ButtonAction, GlobalShortcut, MessageShortcut, SlashCommand, StaticSelectAction, ViewSubmitAction } from "@slack/bolt";
import type {
  AppHomeOpenedEvent,
  AppMentionEvent,
  AppUninstalledEvent,
  MessageEvent as SlackMessageEvent,
  ReactionAddedEvent,
  TokensRevokedEvent,
} from "@slack/types";
import type * as web from "@slack/web-api";
import type { Asked } from "./node_modules/@grammyjs/types/asked.js";

export type TelegramUpdate = Update;
export type TelegramMethods = Asked<string>;

export type SlackEvent =
  | SlackMessageEvent
  | AppMentionEvent
  | AppHomeOpenedEvent
  | ReactionAddedEvent
  | AppUninstalledEvent
  | TokensRevokedEvent;

export interface SlackActs {
  block_actions: BlockAction<ButtonAction | StaticSelectAction>;
  message_action: MessageShortcut;
  shortcut: GlobalShortcut;
  slash_command: SlashCommand;
  view_submission: ViewSubmitAction;
}

export interface SlackChat {
  "chat.postMessage": web.ChatPostMessageArguments;
  "chat.postEphemeral": web.ChatPostEphemeralArguments;
  "chat.update": web.ChatUpdateArguments;
}

export interface SlackViews {
  "views.open": web.ViewsOpenArguments;
  "views.publish": web.ViewsPublishArguments;
  "views.update": web.ViewsUpdateArguments;
}

export interface SlackAnswers {
  "apps.uninstall": web.AppsUninstallResponse;
  "auth.test": web.AuthTestResponse;
  "conversations.info": web.ConversationsInfoResponse;
  "conversations.open": web.ConversationsOpenResponse;
  "files.completeUploadExternal": web.FilesCompleteUploadExternalResponse;
  "files.getUploadURLExternal": web.FilesGetUploadURLExternalResponse;
  "files.info": web.FilesInfoResponse;
  "oauth.v2.access": web.OauthV2AccessResponse;
  "users.info": web.UsersInfoResponse;
}
