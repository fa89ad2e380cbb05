/** What service levels would do: to a conversation that need not exist, and to the open ones if a draft were saved. */
package dev.nightdesk.api.slasimulation;
