/** How conversations stand: the few words about them that features below conversations need, too. */
package dev.nightdesk.api.standing;
