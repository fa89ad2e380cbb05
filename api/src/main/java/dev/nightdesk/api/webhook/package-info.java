/**
 * Events pushed to receivers by Standard Webhooks 1.0: who gets what, where it may be sent, how it is signed, when it
 * is tried again. Everything that decides is a pure function of its arguments; only {@link
 * dev.nightdesk.api.webhook.WebhookSender}, {@link dev.nightdesk.api.webhook.PinnedExchange} and {@link
 * dev.nightdesk.api.webhook.SystemResolver} touch the network.
 */
package dev.nightdesk.api.webhook;
