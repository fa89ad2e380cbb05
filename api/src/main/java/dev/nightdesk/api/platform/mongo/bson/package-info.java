/** BSON to the byte, for the driver's side and the embedded database alike. */
package dev.nightdesk.api.platform.mongo.bson;
