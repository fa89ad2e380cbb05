/** Makes one OpenAPI document out of the contract's source files. Runs in this module's build and nowhere else. */
package dev.nightdesk.openapi;
