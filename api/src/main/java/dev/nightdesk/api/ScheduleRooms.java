package dev.nightdesk.api;

import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.schedule.CalendarRoutes;
import dev.nightdesk.api.schedule.Calendars;
import dev.nightdesk.api.schedule.HolidaySource;
import dev.nightdesk.api.schedule.JollydayHolidays;
import dev.nightdesk.api.schedule.MongoScheduleStore;
import dev.nightdesk.api.schedule.ScheduleRoutes;
import dev.nightdesk.api.schedule.ScheduleService;
import dev.nightdesk.api.schedule.ScheduleStore;

/** Schedules, composed. */
record ScheduleRooms(ScheduleStore store, Calendars calendars) {
    static ScheduleRooms open(Foundation foundation, Router router) {
        ScheduleStore store = new MongoScheduleStore(foundation.room());
        HolidaySource holidays = new JollydayHolidays();
        Calendars calendars = new Calendars(holidays);
        ScheduleService service = new ScheduleService(store, foundation.commands(), calendars, holidays);
        new ScheduleRoutes(service, foundation.cursors()).register(router);
        new CalendarRoutes(service).register(router);
        return new ScheduleRooms(store, calendars);
    }
}
