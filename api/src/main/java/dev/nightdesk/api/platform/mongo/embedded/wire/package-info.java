/** The MongoDB wire protocol over loopback sockets, and BSON; knows nothing of what the commands mean. */
package dev.nightdesk.api.platform.mongo.embedded.wire;
