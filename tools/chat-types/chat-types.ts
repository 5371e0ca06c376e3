// What Slack and Telegram publish of their types, under names of ours: a JSON Schema is made of each.
import type { Update } from "@grammyjs/types";
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
