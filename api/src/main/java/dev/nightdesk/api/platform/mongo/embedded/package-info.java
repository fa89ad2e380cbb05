/**
 * The embedded database: MongoDB commands over {@code storage}, for trying, developing and small installs.
 *
 * <p>Matching, update operators, projections and aggregation stages are mongo-java-server's; storing, indexing,
 * planning, locking and the commands themselves are ours. What is not supported answers with an error.
 */
package dev.nightdesk.api.platform.mongo.embedded;
