/** A receiver of webhooks: verifies, handles once, has missed events replayed. */
package dev.nightdesk.examples.webhookreceiver;
