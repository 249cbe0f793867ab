package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from what was seen. 172.30.1.30 is near, 203.0.113.10 is behind the gateway. */
class VerdictTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // protocol, host, what it saw, what the other protocol saw, next hop, ping answered, own rules, verdict
                "TCP | 172.30.1.30  | ANSWERED            | -             | ANSWERS    | -     | UNREADABLE | OK",
                "TCP | 172.30.1.30  | SILENT              | REFUSED       | ANSWERS    | true  | NONE       | NO_ANSWER",
                "TCP | 172.30.1.30  | CLOSED              | REFUSED       | ANSWERS    | true  | NONE       | WRONG_SERVICE",
                "TCP | 172.30.1.30  | RESET               | REFUSED       | ANSWERS    | true  | NONE       | WRONG_SERVICE",
                "UDP | 172.30.1.30  | ANSWERED_FROM_ELSEWHERE | REFUSED   | ANSWERS    | true  | NONE       | NO_ANSWER",
                "TCP | 172.30.1.30  | REFUSED             | TIMED_OUT     | ANSWERS    | -     | NONE       | REFUSED",
                "TCP | 172.30.1.30  | REFUSED             | TIMED_OUT     | ANSWERS    | -     | DROPS      | BLOCKED_LOCALLY",
                "TCP | 172.30.1.30  | FORBIDDEN           | FORBIDDEN     | ANSWERS    | false | NONE       | PROHIBITED",
                "UDP | 172.30.1.30  | NOT_PERMITTED       | TIMED_OUT     | ANSWERS    | false | UNREADABLE | BLOCKED_LOCALLY",
                // no route: nobody near has the address, or somebody near forbids it
                "TCP | 172.30.1.30  | NO_ROUTE            | TIMED_OUT     | SILENT     | false | NONE       | UNREACHABLE",
                "TCP | 172.30.1.30  | NO_ROUTE            | TIMED_OUT     | REMEMBERED | false | NONE       | PROHIBITED",
                "TCP | 172.30.1.30  | NO_ROUTE            | TIMED_OUT     | UNKNOWN    | false | NONE       | UNREACHABLE",
                "TCP | 172.30.1.30  | NO_ROUTE            | REFUSED       | UNKNOWN    | false | NONE       | PROHIBITED",
                "TCP | 203.0.113.10 | NO_ROUTE            | TIMED_OUT     | ANSWERS    | false | NONE       | UNREACHABLE",
                "TCP | 203.0.113.10 | NO_ROUTE            | NO_ROUTE      | ANSWERS    | false | NONE       | PROHIBITED",
                "TCP | 203.0.113.10 | NO_ROUTE            | FORBIDDEN     | ANSWERS    | false | NONE       | PROHIBITED",
                "TCP | 203.0.113.10 | NO_ROUTE            | TIMED_OUT     | ANSWERS    | true  | NONE       | PROHIBITED",
                "UDP | 203.0.113.10 | NO_ROUTE            | NO_ROUTE      | ANSWERS    | false | NONE       | PROHIBITED",
                "TCP | 203.0.113.10 | NETWORK_UNREACHABLE | TIMED_OUT     | ANSWERS    | false | NONE       | UNREACHABLE",
                // silence
                "TCP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | ANSWERS    | true  | NONE       | TIMED_OUT",
                "UDP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | ANSWERS    | true  | NONE       | NO_ANSWER",
                "TCP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | SILENT     | false | NONE       | UNREACHABLE",
                "UDP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | SILENT     | false | NONE       | UNREACHABLE",
                "TCP | 203.0.113.10 | TIMED_OUT           | TIMED_OUT     | SILENT     | false | NONE       | UNREACHABLE",
                "TCP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | ANSWERS    | false | DROPS      | BLOCKED_LOCALLY",
                "TCP | 172.30.1.30  | TIMED_OUT           | NOT_PERMITTED | UNKNOWN    | false | UNREADABLE | BLOCKED_LOCALLY",
                "TCP | 172.30.1.30  | TIMED_OUT           | TIMED_OUT     | ANSWERS    | false | POSSIBLE   | TIMED_OUT",
                "TCP | 172.30.1.30  | NO_ROUTE            | TIMED_OUT     | ANSWERS    | false | DROPS      | BLOCKED_LOCALLY",
                "TCP | 172.30.1.30  | ANSWERED            | -             | ANSWERS    | -     | DROPS      | OK",
                "TCP | 172.30.1.30  | TIMED_OUT           | FORBIDDEN     | ANSWERS    | false | NONE       | PROHIBITED",
                "UDP | 203.0.113.10 | TIMED_OUT           | NO_ROUTE      | ANSWERS    | false | NONE       | UNREACHABLE",
                "UDP | 203.0.113.10 | TIMED_OUT           | NETWORK_UNREACHABLE | ANSWERS | false | NONE    | UNREACHABLE",
                "UDP | 203.0.113.10 | TIMED_OUT           | NO_ROUTE      | ANSWERS    | true  | NONE       | NO_ANSWER",
            })
    void ofProbes(
            Protocol protocol,
            String host,
            Outcome asked,
            Outcome other,
            Neighbour.State next,
            Boolean pinged,
            OwnFirewall.State rules,
            Verdict verdict) {
        Ping ping = pinged == null ? null : new Ping(5, pinged ? 5 : 0, 64, 1);
        Evidence seen = Evidences.of(host, protocol, Evidences.answer(asked), other, next, ping, rules);
        assertThat(Verdict.of(seen)).isEqualTo(verdict);
    }

    /** The system did not send anything. */
    @ParameterizedTest
    @CsvSource({
        "NETWORK_UNREACHABLE, NO_LOCAL_ROUTE",
        "FAILED, NO_LOCAL_ROUTE",
        "NO_ROUTE, UNREACHABLE",
        "FORBIDDEN, PROHIBITED",
        "NOT_PERMITTED, BLOCKED_LOCALLY"
    })
    void ofTheWay(Outcome way, Verdict verdict) {
        for (Protocol protocol : Protocol.values()) {
            Evidence seen = Evidences.notSent("203.0.113.10", protocol, way);
            assertThat(Verdict.of(seen)).isEqualTo(verdict);
        }
    }

    @Test
    void anotherServiceIsWrong() {
        for (ServiceKind service : ServiceKind.values()) {
            Answer answer = Evidences.answer(Outcome.ANSWERED, service);
            Evidence seen = Evidences.of(
                    "172.30.1.30",
                    Protocol.TCP,
                    answer,
                    Outcome.REFUSED,
                    Neighbour.State.ANSWERS,
                    null,
                    OwnFirewall.State.NONE);
            assertThat(Verdict.of(seen)).isEqualTo(service.isOfCourse() ? Verdict.OK : Verdict.WRONG_SERVICE);
        }
    }

    /** As on Windows, where a closed UDP port of this machine may keep silent. */
    @Test
    void whoListensHereDecidesWhatSilenceMeans() {
        OpenSocket other = new OpenSocket("udp", new InetSocketAddress(53), null, OpenSocket.UNCONNECTED, 1, "");
        OpenSocket server =
                new OpenSocket("udp", new InetSocketAddress(30000), null, OpenSocket.UNCONNECTED, 2, "java");
        assertThat(Verdict.of(silentHere(other))).isEqualTo(Verdict.REFUSED);
        assertThat(Verdict.of(silentHere(other, server))).isEqualTo(Verdict.NO_ANSWER);
        assertThat(Verdict.of(silentHere())).isEqualTo(Verdict.NO_ANSWER);
    }

    private static Evidence silentHere(OpenSocket... sockets) {
        return Evidences.of(
                "172.30.1.20",
                Protocol.UDP,
                Evidences.answer(Outcome.TIMED_OUT),
                Outcome.REFUSED,
                Neighbour.State.UNKNOWN,
                null,
                OwnFirewall.State.UNREADABLE,
                sockets);
    }
}
