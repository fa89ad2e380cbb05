/**
 * Ordered maps of bytes with atomic durable writes and consistent snapshots; knows nothing of documents or MongoDB.
 *
 * <p>A write goes to the journal first, one fsync for all writers waiting, then into the maps, then it is visible
 * and acknowledged. The maps live in one MVStore file that a checkpoint brings up to date now and then.
 */
package dev.nightdesk.api.platform.mongo.embedded.storage;
