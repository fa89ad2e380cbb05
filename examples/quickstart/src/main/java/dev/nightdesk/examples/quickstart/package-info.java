/** A first conversation through the Java SDK. */
package dev.nightdesk.examples.quickstart;
