package dev.nightdesk.api.message;

/** Where people talk. */
public enum Channel {
    EMAIL, CHAT, SMS, WHATSAPP, MESSENGER, TELEGRAM, INSTAGRAM, X, WEB_FORM, VOICE, VIDEO, COMMUNITY, API
}
