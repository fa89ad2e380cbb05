/**
 * The Nightdesk client. Begin at {@link dev.nightdesk.sdk.Nightdesk}; everything in it is safe for several threads,
 * except
 * builders and iterators.
 */
package dev.nightdesk.sdk;
