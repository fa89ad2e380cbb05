/**
 * One request per operation of the contract, generated from it. The resource groups of
 * {@link dev.nightdesk.sdk.Nightdesk} send these; use them with {@link dev.nightdesk.sdk.Nightdesk#send} when status,
 * headers
 * or bytes of the answer matter.
 */
package dev.nightdesk.sdk.request;
