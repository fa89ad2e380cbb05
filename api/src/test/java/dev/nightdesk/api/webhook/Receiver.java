package dev.nightdesk.api.webhook;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/** WireMock as a receiver of webhooks, with what came in. */
final class Receiver implements AutoCloseable {
    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort()
            .bindAddress("127.0.0.1").containerThreads(30).jettyAcceptors(1));

    Receiver() {
        server.start();
        always(WireMock.ok());
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/hook";
    }

    Receiver always(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(WireMock.post(WireMock.urlEqualTo("/hook")).willReturn(answer));
        return this;
    }

    /** These answers one after the other, the last for ever. */
    Receiver inTurn(ResponseDefinitionBuilder... answers) {
        server.resetMappings();
        for (int i = 0; i < answers.length; i++) {
            String state = i == 0 ? Scenario.STARTED : "after " + i;
            var stub = WireMock.post(WireMock.urlEqualTo("/hook")).inScenario("turns").whenScenarioStateIs(state)
                    .willReturn(answers[i]);
            server.stubFor(i == answers.length - 1 ? stub : stub.willSetStateTo("after " + (i + 1)));
        }
        return this;
    }

    List<LoggedRequest> requests() {
        return server.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hook")));
    }

    int everything() {
        return server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl())).size();
    }

    @Override
    public void close() {
        server.stop();
    }
}
