/**
 * Service levels: what was promised, how much of it is used, and why.
 *
 * <p>{@link dev.nightdesk.api.sla.SlaClock} is the engine: a pure, incremental function from a conversation's
 * {@link dev.nightdesk.api.sla.SlaState} and something that happened to the next state, the events and the history.
 * {@link dev.nightdesk.api.sla.Ledger} explains the result. Nothing here reads a clock or a database.
 */
package dev.nightdesk.api.sla;
