package dev.nightdesk.api.schedule;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/**
 * The components and properties of an iCalendar text, read by ical4j's parser. Its model of dates is left aside: it
 * adds every zone of every text to those of the whole process, for good.
 */
final class IcalText implements ContentHandler {
    private final Deque<Component> open = new ArrayDeque<>();
    private String property;
    private String value;
    private Map<String, String> parameters;

    /** A line such as {@code DTSTART;TZID=Europe/Berlin:20260105T140000}; names are upper case. */
    record Property(String name, Map<String, String> parameters, String value) {}

    /** What stands between a {@code BEGIN} and its {@code END}. */
    record Component(String name, List<Property> properties, List<Component> components) {
        Optional<Property> first(String wanted) {
            return all(wanted).findFirst();
        }

        Stream<Property> all(String wanted) {
            return properties.stream().filter(each -> each.name.equals(wanted));
        }

        String text(String wanted) {
            return first(wanted).map(Property::value).orElse("");
        }

        Stream<Component> parts(String wanted) {
            return components.stream().filter(each -> each.name.equals(wanted));
        }
    }

    private IcalText() {
        open.push(new Component("", new ArrayList<>(), new ArrayList<>()));
    }

    /**
     * Reads a text.
     *
     * @return the {@code VCALENDAR}
     * @throws IcalException when it is none
     */
    static Component read(String text) {
        IcalText reading = new IcalText();
        try {
            new CalendarParserImpl().parse(new UnfoldingReader(new StringReader(text), true), reading);
        } catch (IOException | ParserException e) {
            throw new IcalException("#", "invalid_calendar", "Not an iCalendar text: " + e.getMessage());
        }
        return reading.open.getLast().parts("VCALENDAR").findFirst().orElseThrow(
                () -> new IcalException("#", "invalid_calendar", "Not an iCalendar text: it has no VCALENDAR."));
    }

    @Override
    public void startCalendar() {
        startComponent("VCALENDAR");
    }

    @Override
    public void endCalendar() {
        endComponent("VCALENDAR");
    }

    @Override
    public void startComponent(String name) {
        Component component = new Component(name.toUpperCase(Locale.ROOT), new ArrayList<>(), new ArrayList<>());
        open.getFirst().components.add(component);
        open.push(component);
    }

    @Override
    public void endComponent(String name) {
        open.pop();
    }

    @Override
    public void startProperty(String name) {
        property = name.toUpperCase(Locale.ROOT);
        value = "";
        parameters = new HashMap<>();
    }

    @Override
    public void parameter(String name, String text) {
        parameters.put(name.toUpperCase(Locale.ROOT), text);
    }

    @Override
    public void propertyValue(String text) {
        value = text;
    }

    @Override
    public void endProperty(String name) {
        open.getFirst().properties.add(new Property(property, parameters, value));
    }
}
