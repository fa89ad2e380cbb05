/**
 * The policies of a workspace: written by its users, in an order, and handed to the engine of {@code sla} as a rulebook.
 * One document holds them all, so that a change of any is one write with one revision number.
 */
package dev.nightdesk.api.slapolicy;
