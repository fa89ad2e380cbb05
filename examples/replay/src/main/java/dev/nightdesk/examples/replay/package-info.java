/** Sends real customer-service dialogues through the Java SDK, and checks what became of them. */
package dev.nightdesk.examples.replay;
