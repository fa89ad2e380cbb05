/** Customer and agent in two terminals. */
package dev.nightdesk.examples.livechat;
