package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There are sentences for all that can be seen, in both languages, and the one of the verdict has its English word. */
class DiagnosisTest {
    private static final Set<Outcome> ERRORS = EnumSet.of(
            Outcome.NO_ROUTE,
            Outcome.NETWORK_UNREACHABLE,
            Outcome.FORBIDDEN,
            Outcome.NOT_PERMITTED,
            Outcome.NO_LOCAL_PORT,
            Outcome.FAILED);
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
        Set<String> problems = new TreeSet<>(); // thousands of sentences: an assertion for each would take seconds
        Set<String> checks = new TreeSet<>();
        for (Evidence seen : all) {
            Verdict verdict = Verdict.of(seen);
            String summary = verdict.sentence(seen);
            List<Step> steps = Diagnosis.of(seen, verdict);
            if (!summary.contains(verdict.toString().replace('-', ' ')) || isIncomplete(summary)) {
                problems.add(summary);
            }
            for (Step step : steps) { // what is not known is said with what speaks for it
                if (step.certainty() != Step.Certainty.KNOWN && step.evidence().isEmpty()) {
                    problems.add("no evidence: " + step);
                }
            }
            if (verdict != Verdict.OK
                    && steps.stream().allMatch(step -> step.next().isEmpty())) {
                problems.add("nothing to try: " + summary);
            }
            for (Step step : steps) {
                if (step.result().isEmpty() || isIncomplete(step.result() + step.next())) {
                    problems.add(step.toString());
                }
                checks.add(step.check());
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checks)
                .hasSizeGreaterThan(20)
                .allSatisfy(check -> assertThat(Step.text("check." + check)).isNotEmpty());
    }

    /** A Korean answer is shown as the servers and the ladder show it. */
    @Test
    void anAnswerIsShownAsText() {
        Locale.setDefault(Locale.KOREAN);
        byte[] full = "서버가 가득 찼습니다\n".getBytes(StandardCharsets.UTF_8);
        Evidence seen = Evidences.notSent("172.30.1.30", Protocol.TCP, Outcome.SILENT);
        seen.asked = new Answer(Outcome.ANSWERED, ServiceKind.UNKNOWN, full, seen.server(), 3, "");
        assertThat(Diagnosis.of(seen, Verdict.of(seen)))
                .anySatisfy(step -> assertThat(step.result()).contains("30바이트 \"서버가 가득 찼습니다\\n\""));
    }

    private static boolean isIncomplete(String text) {
        return text.contains("{") || text.contains("null") || text.contains("\n");
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
                    all.add(Evidences.notSent(host, protocol, way));
                }
                for (Answer asked : answers(protocol)) {
                    for (Outcome other :
                            new Outcome[] {Outcome.ANSWERED, Outcome.REFUSED, Outcome.TIMED_OUT, Outcome.NO_ROUTE}) {
                        for (Neighbour.State next : Neighbour.State.values()) {
                            for (OwnFirewall.State rules : OwnFirewall.State.values()) {
                                Ping ping = new Ping(
                                        5,
                                        next == Neighbour.State.ANSWERS ? 5 : 0,
                                        rules.ordinal() % 2 == 0 ? 128 : 64,
                                        1);
                                all.add(Evidences.of(host, protocol, asked, other, next, ping, rules, sockets));
                            }
                        }
                    }
                }
            }
        }
        for (Evidence.Lookup lookup : Evidence.Lookup.values()) {
            if (lookup != Evidence.Lookup.FOUND) {
                all.add(Evidences.unknownHost(lookup));
            }
        }
        for (String special :
                List.of("0.0.0.0", "::", "172.30.1.255", "172.30.1.0", "224.0.0.1", "255.255.255.255", "240.0.0.1")) {
            all.add(Evidences.notSent(special, Protocol.TCP, Outcome.SILENT));
        }
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
