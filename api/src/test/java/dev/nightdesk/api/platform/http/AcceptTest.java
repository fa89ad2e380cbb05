package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*/*                             | application/json | 1",
        "image/*;q=0.5, */*;q=0.1        | image/svg+xml    | 0.5",
        "image/*;q=0.5, */*;q=0.1        | application/json | 0.1",
        "application/json;q=0, */*       | application/json | 0",
        "*/*, application/json; q=0.3    | application/json | 0.3",
        "Application/JSON;charset=utf-8  | application/json | 1",
        "text/html                       | application/json | 0",
        "application/json;q=2            | application/json | 1",
    })
    void theNarrowestRangeDecides(String header, String type, double quality) {
        assertEquals(quality, new Accept(List.of(header)).quality(type));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "image/svg+xml"})
    void withoutTheHeaderEverythingIsTaken(String type) {
        assertEquals(1, new Accept(List.of()).quality(type));
    }
}
