package netprog.netlab.doctor;

import static netprog.netlab.doctor.Verdict.BLOCKED_LOCALLY;
import static netprog.netlab.doctor.Verdict.NO_ANSWER;
import static netprog.netlab.doctor.Verdict.OK;
import static netprog.netlab.doctor.Verdict.PROHIBITED;
import static netprog.netlab.doctor.Verdict.REFUSED;
import static netprog.netlab.doctor.Verdict.TIMED_OUT;
import static netprog.netlab.doctor.Verdict.UNKNOWN_HOST;
import static netprog.netlab.doctor.Verdict.UNREACHABLE;
import static netprog.netlab.doctor.Verdict.WRONG_SERVICE;

import java.io.IOException;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The doctor as a process in one network with a host for each cause, all asked at the same time. {@link DoctorScenesIT} has a
 * network of its own for each of many more.
 */
@Execution(ExecutionMode.CONCURRENT)
class DoctorIT {
    /** Both protocols at the course's port, in the language of nft. */
    private static final String AT_PORT = "meta l4proto { tcp, udp } th dport 30000 ";

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    @Test
    void everyCauseHasItsVerdict() throws IOException {
        DoctorScene scene = DoctorScene.lan("a host for each cause")
                .server("peer", "tcp time 30000")
                .server("peer", "udp time 30000")
                .server("peer", "tcp echo 30001")
                .server("peer", "tcp login 30002")
                .server("peer", "udp case 30003")
                .server("peer", "tcp http 30004")
                .server("peer", "tcp resets 30005")
                .server("peer", "tcp silent 30006")
                .ask("peer", OK, "a time server")
                .ask("2001:db8:1::30 --udp", OK, "a time server")
                .ask("peer 30001", OK, "an echo server")
                .ask("peer 30002", OK, "a login server")
                .ask("peer 30003 --udp", OK, "a case server")
                .ask("peer 30004", WRONG_SERVICE, "a web server")
                .ask("peer 30005", WRONG_SERVICE, "connection reset")
                .ask("172.30.1.30 30006 --timeout 3", NO_ANSWER, "busy with another client")
                .ask("127.0.0.1", REFUSED, "Start the server: tcp-server 30000")
                .ask("no-such-host.invalid", UNKNOWN_HOST, "Check the spelling");
        host(scene, 41, "empty").ask("172.30.1.41", REFUSED, "no program listens");
        host(scene, 42, "drops")
                .rule("drops", "input", AT_PORT + "drop")
                .ask("172.30.1.42", TIMED_OUT, "that machine is on")
                .ask("172.30.1.42 --udp", NO_ANSWER, "that machine is on");
        host(scene, 43, "prohibits")
                .rule("prohibits", "input", AT_PORT + "reject with icmpx admin-prohibited")
                .ask("172.30.1.43", PROHIBITED)
                .ask("2001:db8:1::43 --udp", PROHIBITED);
        scene.ask("172.30.1.99", UNREACHABLE, "no machine of this network answers")
                .route("router", "unreachable 198.51.100.0/24")
                .ask("198.51.100.1", UNREACHABLE, "172.30.1.1 says that it cannot reach")
                .route("router", "blackhole 198.51.101.0/24")
                .ask("198.51.101.1 --timeout 2", TIMED_OUT);
        // On the second of two cables, each of which has a network fe80::/64.
        scene.host("second")
                .plug("second", "eth0", "lan2", "fe80::1234/64")
                .plug("guest", "eth1", "lan2", "fe80::20/64")
                .ask("fe80::1234%eth1", REFUSED, "through eth1, directly");
        DoctorScenesIT.playTogether(scene);
    }

    /** One rule counts what it drops, the other does not. */
    @Test
    @Tag("full")
    void aFirewallOfThisHostIsKnownByItsCounters() throws IOException {
        DoctorScene scene = DoctorScene.lan("rules of this host");
        host(scene, 44, "counted").ask("172.30.1.44", BLOCKED_LOCALLY, "its counter moved", "inet filter output");
        host(scene, 45, "uncounted").ask("172.30.1.45", TIMED_OUT, "rules of this machine could drop packets");
        scene.rule(
                "guest",
                "output",
                "ip daddr 172.30.1.44 counter drop; ip daddr 172.30.1.45 tcp dport vmap { 30000 : drop }");
        // Alone: a question beside it would move the counter.
        DoctorScene forbidden = DoctorScene.lan("a rule that does not count");
        host(forbidden, 46, "forbidden")
                .ask("172.30.1.46 --udp", BLOCKED_LOCALLY, "this machine does not let packets")
                .rule("guest", "output", "ip daddr 172.30.1.46 drop");
        DoctorScenesIT.playTogether(scene);
        DoctorScenesIT.playTogether(forbidden);
    }

    private static DoctorScene host(DoctorScene scene, int number, String name) {
        return scene.host(name)
                .plug(name, "eth0", "lan", "172.30.1." + number + "/24", "2001:db8:1::" + number + "/64")
                .route(name, "default via 172.30.1.1");
    }
}
