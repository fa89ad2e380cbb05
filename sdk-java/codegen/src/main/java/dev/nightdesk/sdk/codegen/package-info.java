/** Shapes openapi-generator's Java client into what the SDK is made of. Runs in the build, never at the user's. */
package dev.nightdesk.sdk.codegen;
