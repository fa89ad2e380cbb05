package dev.nightdesk.api;

import dev.nightdesk.api.conversation.ConversationStore;
import dev.nightdesk.api.conversation.SlaReprojection;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.schedule.CalendarRoutes;
import dev.nightdesk.api.schedule.Calendars;
import dev.nightdesk.api.schedule.HolidaySource;
import dev.nightdesk.api.schedule.JollydayHolidays;
import dev.nightdesk.api.schedule.MongoScheduleStore;
import dev.nightdesk.api.schedule.ScheduleRoutes;
import dev.nightdesk.api.schedule.ScheduleService;
import dev.nightdesk.api.schedule.ScheduleStore;
import dev.nightdesk.api.slapolicy.MongoRulebookStore;
import dev.nightdesk.api.slapolicy.PolicyCheck;
import dev.nightdesk.api.slapolicy.Rulebooks;
import dev.nightdesk.api.slapolicy.ScheduleWatch;
import dev.nightdesk.api.slapolicy.SlaPolicyRoutes;
import dev.nightdesk.api.slapolicy.SlaPolicyService;
import dev.nightdesk.api.slasimulation.SlaSimulationRoutes;

/** Business calendars and policies, composed. */
record TimeRooms(ScheduleStore schedules, HolidaySource holidays, Rulebooks rulebooks, ScheduleWatch watch) {
    static TimeRooms open(Foundation foundation, Router router, OperationService operations) {
        var schedules = new MongoScheduleStore(foundation.room());
        HolidaySource holidays = new JollydayHolidays();
        var calendars = new Calendars(holidays);
        var policies = new MongoRulebookStore(foundation.room());
        var rulebooks = new Rulebooks(policies, schedules, calendars);
        var watch = new ScheduleWatch(policies, foundation.commands(), operations, rulebooks);
        var check = new PolicyCheck(schedules, calendars);

        var service = new ScheduleService(schedules, foundation.commands(), calendars, holidays, watch);
        new ScheduleRoutes(service, foundation.cursors()).register(router);
        new CalendarRoutes(service).register(router);
        new SlaPolicyRoutes(new SlaPolicyService(policies, foundation.commands(), check, operations,
                rulebooks, foundation.ids()), foundation.cursors()).register(router);
        return new TimeRooms(schedules, holidays, rulebooks, watch);
    }

    void simulate(Foundation foundation, Router router, ConversationStore conversations) {
        new SlaSimulationRoutes(foundation.commands(), conversations, schedules, holidays, rulebooks,
                foundation.cursors()).register(router);
    }

    OperationHandler reprojection(Foundation foundation, ConversationStore conversations) {
        return new SlaReprojection(conversations, foundation.commands(), rulebooks, watch);
    }
}
