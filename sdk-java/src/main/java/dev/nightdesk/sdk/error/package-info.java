/** What can go wrong, as one closed tree of exceptions under {@link dev.nightdesk.sdk.error.NightdeskException}. */
package dev.nightdesk.sdk.error;
