/**
 * What is sent and answered, generated from the contract. All of it is immutable and keeps fields and values that it
 * does
 * not know.
 */
package dev.nightdesk.sdk.model;
