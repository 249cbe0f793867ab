package netprog.netlab.doctor;

import static netprog.netlab.doctor.Verdict.BLOCKED_LOCALLY;
import static netprog.netlab.doctor.Verdict.NO_ANSWER;
import static netprog.netlab.doctor.Verdict.NO_LOCAL_ROUTE;
import static netprog.netlab.doctor.Verdict.OK;
import static netprog.netlab.doctor.Verdict.PROHIBITED;
import static netprog.netlab.doctor.Verdict.REFUSED;
import static netprog.netlab.doctor.Verdict.TIMED_OUT;
import static netprog.netlab.doctor.Verdict.UNREACHABLE;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.topology.LabOptions;
import netprog.netlab.topology.VmwareNetwork;

/**
 * Every cause that a client's socket can show, and the verdict that it must have over TCP and over UDP; each over IPv4 and
 * over IPv6. What a program sees as silence, or as another cause's error, is told apart by a second sign.
 */
final class DoctorCauses {
    /** Both protocols at the course's port, in the language of nft. */
    private static final String AT_PORT = "meta l4proto { tcp, udp } th dport 30000 ";

    private static final String PEER = "172.30.1.30 2001:db8:1::30";
    private static final String OUTSIDE = "203.0.113.10 2001:db8:2::10";

    /** Addresses behind the router. */
    private static final String FAR = "198.51.100.1 2001:db8:5::1";

    private DoctorCauses() {}

    /** The table: cause, who is asked and how, the verdict over TCP and over UDP, how the cause is made. */
    private static List<Row> rows() {
        return List.of(
                row(
                        "somebody listens",
                        PEER,
                        OK,
                        OK,
                        lan -> lan.server("peer", "tcp time 30000").server("peer", "udp time 30000")),
                row("nobody listens", PEER, REFUSED, REFUSED, lan -> lan),
                row(
                        "a firewall rejects",
                        PEER,
                        REFUSED,
                        REFUSED,
                        lan -> lan.rule("peer", "input", AT_PORT + "reject with icmpx port-unreachable")),
                row("a firewall drops", PEER, TIMED_OUT, NO_ANSWER, lan -> lan.rule("peer", "input", AT_PORT + "drop")),
                row(
                        "the cable is pulled after a contact",
                        PEER,
                        TIMED_OUT,
                        NO_ANSWER,
                        lan -> lan.at(
                                        "guest",
                                        "ping -q -c 1 172.30.1.30 >/dev/null; ping -q -c 1 2001:db8:1::30 >/dev/null")
                                .at("lan", "ip link set peer-eth0 down")),
                row(
                        "a router drops (blackhole)",
                        FAR,
                        TIMED_OUT,
                        NO_ANSWER,
                        lan -> lan.route("router", "blackhole 198.51.100.0/24")
                                .route("router", "blackhole 2001:db8:5::/64")),
                // The kernel gives up before the doctor does: ConnectException instead of SocketTimeoutException.
                row(
                        "the system's own limit",
                        PEER,
                        TIMED_OUT,
                        NO_ANSWER,
                        lan -> lan.rule("peer", "input", AT_PORT + "drop")
                                .at("guest", "echo 1 >/proc/sys/net/ipv4/tcp_syn_retries")),
                row(
                        "a firewall prohibits",
                        PEER,
                        PROHIBITED,
                        PROHIBITED,
                        lan -> lan.rule("peer", "input", AT_PORT + "reject with icmpx admin-prohibited")),
                row(
                        "a router prohibits",
                        FAR,
                        PROHIBITED,
                        PROHIBITED,
                        lan -> lan.route("router", "prohibit 198.51.100.0/24")
                                .route("router", "prohibit 2001:db8:5::/64")),
                row(
                        "a router says host unreachable",
                        FAR,
                        UNREACHABLE,
                        UNREACHABLE,
                        lan -> lan.route("router", "unreachable 198.51.100.0/24")
                                .route("router", "unreachable 2001:db8:5::/64")),
                row("a router says network unreachable", FAR, UNREACHABLE, UNREACHABLE, lan -> lan),
                row(VmwareNetwork.HOST_ONLY, "no local route", OUTSIDE, NO_LOCAL_ROUTE, NO_LOCAL_ROUTE, lab -> lab),
                row("no such host on this LAN", "172.30.1.99 2001:db8:1::99", UNREACHABLE, UNREACHABLE, lan -> lan),
                row(
                        "the client's own firewall drops",
                        PEER,
                        BLOCKED_LOCALLY,
                        BLOCKED_LOCALLY,
                        lan -> lan.rule("guest", "output", AT_PORT + "drop")));
    }

    /** One scene a row and protocol: a lab of its own, because a machine limits how many ICMP errors it sends to another. */
    static Stream<DoctorScene> scenes() {
        return rows().stream()
                .flatMap(row -> Stream.of(Protocol.values()).map(protocol -> row.scene(", " + protocol, protocol)));
    }

    /** One scene a row. */
    static Stream<DoctorScene> scenesOfBothProtocols() {
        return rows().stream().map(row -> row.scene("", Protocol.values()));
    }

    private record Row(
            VmwareNetwork mode,
            String cause,
            String asked,
            Verdict tcp,
            Verdict udp,
            UnaryOperator<DoctorScene> changes) {
        DoctorScene scene(String more, Protocol... protocols) {
            DoctorScene scene = changes.apply(DoctorScene.of(cause + more, mode, LabOptions.NONE));
            for (Protocol protocol : protocols) {
                for (String address : asked.split(" ")) {
                    scene.ask(address + " --" + protocol, protocol == Protocol.TCP ? tcp : udp);
                }
            }
            return scene;
        }
    }

    private static Row row(String cause, String asked, Verdict tcp, Verdict udp, UnaryOperator<DoctorScene> changes) {
        return row(VmwareNetwork.BRIDGED, cause, asked, tcp, udp, changes);
    }

    private static Row row(
            VmwareNetwork mode,
            String cause,
            String asked,
            Verdict tcp,
            Verdict udp,
            UnaryOperator<DoctorScene> changes) {
        return new Row(mode, cause, asked, tcp, udp, changes);
    }
}
