package dev.nightdesk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Report.middle(List.of(4.0, 1.0, 3.0, 2.0)));
        assertEquals(3.0, Report.middle(List.of(9.0, 1.0, 3.0)));
    }

    @Test
    void eachFigureHasAMedianOfItsOwn() {
        Load load = Report.median(List.of(
                new Load(10, 100, Duration.ofMillis(3), Duration.ofMillis(30), 0.1, 0.3),
                new Load(30, 300, Duration.ofMillis(1), Duration.ofMillis(90), 0.2, 0.1),
                new Load(20, 200, Duration.ofMillis(2), Duration.ofMillis(60), 0.3, 0.2)));
        assertEquals(new Load(60, 200, Duration.ofMillis(2), Duration.ofMillis(60), 0.2, 0.2), load);
    }
}
