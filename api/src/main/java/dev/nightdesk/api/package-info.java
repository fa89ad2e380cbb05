/** The Nightdesk server: {@code Main} reads configuration, {@code App} composes the rooms, each feature has its own. */
package dev.nightdesk.api;
