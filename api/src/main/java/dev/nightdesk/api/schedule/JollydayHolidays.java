package dev.nightdesk.api.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Public and bank holidays from the Jollyday library; days of mere observance do not close anybody. Thread-safe. */
public final class JollydayHolidays implements HolidaySource {
    private static final int FIRST_YEAR = 1900;
    // The Hijri calendar that some countries' holidays follow ends in the 2170s.
    private static final int LAST_YEAR = 2170;

    private final Cache<YearOfPlace, Map<LocalDate, String>> years = Caffeine.newBuilder().maximumSize(2_000).build();

    @Override
    public Map<LocalDate, String> holidays(HolidayCalendar calendar, int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return Map.of();
        }
        return years.get(new YearOfPlace(calendar, year), this::compute);
    }

    @Override
    public boolean knows(HolidayCalendar calendar) {
        if (!HolidayManager.getSupportedCalendarCodes().contains(calendar.country())) {
            return false;
        }
        return calendar.region() == null || regions(calendar).containsKey(key(calendar.region()));
    }

    private Map<LocalDate, String> compute(YearOfPlace place) {
        if (!knows(place.calendar)) {
            return Map.of();
        }
        String[] region = place.calendar.region() == null ? new String[0] : new String[] {key(place.calendar.region())};
        HolidayManager manager = manager(place.calendar);
        Map<LocalDate, String> names = new TreeMap<>();
        // A holiday on a weekend can be observed in the neighbouring year: 1 January 2028 on 31 December 2027.
        for (int year = place.year - 1; year <= place.year + 1; year++) {
            manager.getHolidays(Year.of(year), region).stream()
                    .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                    .sorted()
                    .forEach(holiday -> add(holiday, place.year, names));
        }
        return Map.copyOf(names);
    }

    private static void add(Holiday holiday, int year, Map<LocalDate, String> names) {
        String name = holiday.getDescription(Locale.ENGLISH);
        if (holiday.getActualDate().getYear() == year) {
            names.putIfAbsent(holiday.getActualDate(), name);
        }
        holiday.getObservedDate().filter(date -> date.getYear() == year)
                .ifPresent(date -> names.putIfAbsent(date, name));
    }

    private static Map<String, CalendarHierarchy> regions(HolidayCalendar calendar) {
        return manager(calendar).getCalendarHierarchy().getChildren();
    }

    private static HolidayManager manager(HolidayCalendar calendar) {
        return HolidayManager.getInstance(ManagerParameters.create(key(calendar.country())));
    }

    private static String key(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    private record YearOfPlace(HolidayCalendar calendar, int year) {}
}
