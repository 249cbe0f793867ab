package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was seen, there are sentences for it, in both languages, and each verdict's holds its English word. */
class ChecklistTest {
    private static final Set<Outcome> ERRORS = EnumSet.of(
            Outcome.NO_ROUTE, Outcome.NETWORK_UNREACHABLE, Outcome.FORBIDDEN, Outcome.NOT_PERMITTED, Outcome.FAILED);
    private static final List<String> HOSTS =
            List.of("172.30.1.20", "172.30.1.30", "203.0.113.10", "192.168.254.128", "127.0.0.1");

    private final Locale before = Locale.getDefault();

    @AfterEach
    void setBack() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void thereAreWordsForEverything(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        List<Evidence> all = everything();
        assertThat(all).hasSizeGreaterThan(1000);
        for (Evidence seen : all) {
            Verdict verdict = Verdict.of(seen);
            String summary = Summary.of(seen, verdict);
            assertThat(summary).contains(verdict.toString().replace('-', ' ')).doesNotContain("{", "null");
            assertThat(Checklist.of(seen, verdict)).isNotEmpty().allSatisfy(step -> {
                assertThat(step.result() + step.next()).doesNotContain("{", "null", "\n");
                assertThat(Step.say("check." + step.check())).isNotEmpty();
            });
            if (verdict != Verdict.OK) {
                assertThat(Checklist.of(seen, verdict))
                        .as(seen.toString())
                        .anyMatch(step -> !step.next().isEmpty());
            }
        }
    }

    /** Every outcome over both protocols with every second sign. */
    private static List<Evidence> everything() {
        List<Evidence> all = new ArrayList<>();
        OpenSocket[] sockets = {
            new OpenSocket("tcp", new InetSocketAddress("127.0.0.1", 30000), null, OpenSocket.LISTEN, 7, "java"),
            new OpenSocket("udp", new InetSocketAddress(30001), null, OpenSocket.UNCONNECTED, -1, "")
        };
        for (Protocol protocol : Protocol.values()) {
            for (String host : HOSTS) {
                for (Outcome way : ERRORS) {
                    all.add(Evidences.of(
                            host,
                            protocol,
                            way,
                            null,
                            null,
                            Neighbour.State.UNKNOWN,
                            null,
                            OwnFirewall.Decision.UNREADABLE));
                }
                for (Answer asked : answers(protocol)) {
                    for (Outcome other :
                            new Outcome[] {Outcome.ANSWERED, Outcome.REFUSED, Outcome.TIMED_OUT, Outcome.NO_ROUTE}) {
                        for (Neighbour.State next : Neighbour.State.values()) {
                            for (OwnFirewall.Decision rules : OwnFirewall.Decision.values()) {
                                Ping ping =
                                        new Ping(next == Neighbour.State.ANSWERS, rules.ordinal() % 2 == 0 ? 128 : 64);
                                all.add(Evidences.of(
                                        host, protocol, Outcome.SILENT, asked, other, next, ping, rules, sockets));
                            }
                        }
                    }
                }
            }
        }
        Question nobody = new Question("nobody", 30000, Protocol.TCP, Duration.ofSeconds(1));
        all.add(Evidence.before(nobody, List.of(), true, List.of(), List.of(), null));
        all.add(Evidence.before(nobody, List.of(), false, List.of(), List.of(), null));
        return all;
    }

    private static List<Answer> answers(Protocol protocol) {
        List<Answer> answers = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            boolean tcpOnly = outcome == Outcome.SILENT || outcome == Outcome.CLOSED || outcome == Outcome.RESET;
            boolean udpOnly = outcome == Outcome.ANSWERED_FROM_ELSEWHERE;
            if (outcome == Outcome.ANSWERED) {
                for (ServiceKind service : ServiceKind.values()) {
                    answers.add(Evidences.answer(outcome, service));
                }
            } else if (protocol == Protocol.TCP ? !udpOnly : !tcpOnly) {
                answers.add(Evidences.answer(outcome));
            }
        }
        return answers;
    }
}
