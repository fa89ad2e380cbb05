package dev.nightdesk.api.sla;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Starting points by channel, from what customers are published to expect. */
public final class SlaPresets {
    private static final Duration MESSENGER = Duration.ofMinutes(15);

    private static final Map<String, SlaTarget> BY_CHANNEL = Map.ofEntries(
            firstResponse("email", Duration.ofMinutes(60)),
            firstResponse("web_form", Duration.ofMinutes(60)),
            firstResponse("messenger", Duration.ofMinutes(60)),
            firstResponse("x", MESSENGER),
            firstResponse("sms", MESSENGER),
            firstResponse("whatsapp", MESSENGER),
            firstResponse("telegram", MESSENGER),
            firstResponse("instagram", MESSENGER),
            firstResponse("chat", Duration.ofSeconds(48)),
            preset("voice", SlaMetric.SPEED_OF_ANSWER, Duration.ofSeconds(18)));

    private SlaPresets() {}

    /** One policy for each channel with a preset, in the order of their names, matching that channel and no other. */
    public static List<SlaPolicy> all() {
        return new TreeMap<>(BY_CHANNEL).entrySet().stream()
                .map(each -> new SlaPolicy("preset_" + each.getKey(), 1, "Expected on " + each.getKey(),
                        new PolicyMatch(
                                List.of(new Condition("channel", Condition.Operator.EQ, List.of(each.getKey()))),
                                List.of()),
                        List.of(each.getValue())))
                .toList();
    }

    private static Map.Entry<String, SlaTarget> firstResponse(String channel, Duration within) {
        return preset(channel, SlaMetric.FIRST_RESPONSE, within);
    }

    private static Map.Entry<String, SlaTarget> preset(String channel, SlaMetric metric, Duration within) {
        return Map.entry(channel, new SlaTarget(metric, null, null, within, new TargetSchedule.AroundTheClock(),
                Set.of(), List.of(new Warning.Share(25)), false, false));
    }
}
