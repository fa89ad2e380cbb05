/** What every feature stands on and what knows no feature: HTTP, credentials, storage, events, workers, time. */
package dev.nightdesk.api.platform;
