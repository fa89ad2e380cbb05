/** A week of conversations under three policies, compared before any of them is saved. */
package dev.nightdesk.examples.slalab;
