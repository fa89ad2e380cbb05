/** What the guards cost: the product beside a server that has none, both on one database, driven in turns. */
package dev.nightdesk.bench;
