package dev.nightdesk.examples.replay;

import java.util.Iterator;
import java.util.List;

/** The arguments of a command, taken one after another. */
public final class Arguments {

    private final Iterator<String> rest;
    private String option;

    /** Begins with the first. */
    public Arguments(String... arguments) {
        rest = List.of(arguments).iterator();
    }

    /** Whether there is another option. */
    public boolean hasNext() {
        return rest.hasNext();
    }

    /** The next option, whose value may follow. */
    public String next() {
        option = rest.next();
        return option;
    }

    /**
     * What follows the option.
     *
     * @throws IllegalArgumentException when nothing does
     */
    public String value() {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    /**
     * The number that follows the option.
     *
     * @throws IllegalArgumentException when it is no whole number from 1 to 999,999,999
     */
    public int number() {
        String value = value();
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(option + " needs a whole number from 1, not " + value);
        }
        return Integer.parseInt(value);
    }
}
