package netprog.netlab.doctor;

import static netprog.netlab.doctor.Verdict.BLOCKED_LOCALLY;
import static netprog.netlab.doctor.Verdict.NO_ANSWER;
import static netprog.netlab.doctor.Verdict.NO_LOCAL_ROUTE;
import static netprog.netlab.doctor.Verdict.OK;
import static netprog.netlab.doctor.Verdict.PROHIBITED;
import static netprog.netlab.doctor.Verdict.REFUSED;
import static netprog.netlab.doctor.Verdict.TIMED_OUT;
import static netprog.netlab.doctor.Verdict.UNKNOWN_HOST;
import static netprog.netlab.doctor.Verdict.UNREACHABLE;
import static netprog.netlab.doctor.Verdict.WRONG_SERVICE;
import static netprog.netlab.topology.VmwareNetwork.HOST_ONLY;
import static netprog.netlab.topology.VmwareNetwork.NAT;

import java.time.Duration;
import java.util.stream.Stream;
import netprog.netlab.topology.Firewall;
import netprog.netlab.topology.LabOptions;

/**
 * What goes wrong in a classroom: the doctor's arguments, its verdict, and the words by which it must name the cause or what
 * mends it. Asked at the guest (172.30.1.20) where nothing else is said.
 */
final class DoctorClassroom {
    private static final LabOptions PLAIN = LabOptions.NONE;
    private static final LabOptions FORWARD = LabOptions.NONE.forward(30000);

    private DoctorClassroom() {}

    static Stream<DoctorScene> scenes() {
        return Stream.of(answers(), addresses(), servers(), firewalls(), virtualMachines(), thisMachine())
                .flatMap(scenes -> scenes);
    }

    /** Something answers. */
    private static Stream<DoctorScene> answers() {
        return Stream.of(
                DoctorScene.lan("every server of the course")
                        .server("peer", "tcp time 30000")
                        .server("peer", "tcp time 30001 --format daytime")
                        .server("peer", "tcp time 30002 --format rfc868")
                        .server("peer", "tcp echo 30003")
                        .server("peer", "tcp case 30004")
                        .server("peer", "tcp login 30005")
                        .server("peer", "tcp late-time 30006")
                        .ask("peer", OK, "a time server")
                        .ask("peer 30001", OK, "a time server")
                        .ask("peer 30002 --tcp", OK, "a time server")
                        .ask("peer 30003", OK, "an echo server")
                        .ask("peer:30004", OK, "a case server")
                        .ask("peer 30005", OK, "a login server")
                        .ask("peer 30006", OK, "a time server"),
                DoctorScene.lan("every server of the course over UDP")
                        .server("peer", "udp time 30000")
                        .server("peer", "udp time 30001 --format daytime")
                        .server("peer", "udp time 30002 --format rfc868")
                        .server("peer", "udp echo 30003")
                        .server("peer", "udp case 30004")
                        .server("peer", "udp login 30005")
                        .ask("peer --udp", OK, "a time server")
                        .ask("peer 30001 --udp", OK, "a time server")
                        .ask("peer 30002 --udp", OK, "a time server")
                        .ask("peer 30003 --udp", OK, "an echo server")
                        .ask("[2001:db8:1::30]:30004 --udp", OK, "a case server")
                        .ask("peer 30005 --udp", OK, "a login server"),
                DoctorScene.lan("other programs have the port")
                        .server("peer", "tcp http 30000")
                        .server("peer", "tcp ssh 30001")
                        .server("peer", "udp nonsense 30002")
                        .ask("peer", WRONG_SERVICE, "a web server", "Another program has port 30000")
                        .ask("peer 30001", WRONG_SERVICE, "secure shell")
                        .ask("peer 30002 --udp", WRONG_SERVICE, "3 bytes"),
                DoctorScene.lan("servers with a mistake")
                        .server("peer", "tcp closes 30000")
                        .server("peer", "tcp resets 30001")
                        .server("peer", "tcp silent 30002")
                        .server("peer", "udp silent 30003")
                        .ask("peer", WRONG_SERVICE, "closes it without a byte")
                        .ask("peer 30001", WRONG_SERVICE, "connection reset")
                        .ask("peer 30002 --timeout 1", NO_ANSWER, "does not call accept", "calls accept again")
                        .ask("peer 30003 --udp --timeout 1", NO_ANSWER, "receives the datagram and does not answer"),
                DoctorScene.lan("TCP asked, UDP listens")
                        .server("peer", "udp echo 30000")
                        .ask("peer", REFUSED, "udp 30000: a server is there", "start the server for tcp"),
                DoctorScene.lan("UDP asked, TCP listens")
                        .server("peer", "tcp echo 30000")
                        .ask("peer --udp", REFUSED, "tcp 30000: a server is there", "start the server for udp"),
                DoctorScene.lan("UDP asked and dropped, TCP listens")
                        .server("peer", "tcp echo 30000")
                        .rule("peer", "input", "udp dport 30000 drop")
                        .ask("peer --udp --timeout 1", NO_ANSWER, "on the same port over tcp"),
                DoctorScene.of("a slow line", NAT, PLAIN.delay(Duration.ofMillis(300)))
                        .server("host", "tcp echo 30000")
                        .server("host", "udp echo 30000")
                        .ask("host", OK, "an echo server")
                        .ask("host --udp", OK, "an echo server"));
    }

    /** Names, addresses, masks, routes. */
    private static Stream<DoctorScene> addresses() {
        return Stream.of(
                DoctorScene.lan("a name that no name server knows")
                        .ask("nosuch", UNKNOWN_HOST, "Check the spelling of nosuch"),
                DoctorScene.lan("a name whose first address is dead")
                        .name("guest", "twice", "172.30.1.21")
                        .name("guest", "twice", "172.30.1.30")
                        .server("peer", "tcp time 30000")
                        .ask("twice", UNREACHABLE, "A server answers at 172.30.1.30"),
                DoctorScene.lan("a name that has an IPv6 address only")
                        .name("guest", "six", "2001:db8:1::30")
                        .server("peer", "tcp time 30000")
                        .ask("six", OK, "six is 2001:db8:1::30")
                        .ask("six --udp", REFUSED),
                DoctorScene.lan("addresses that no machine has")
                        .ask("0.0.0.0", UNKNOWN_HOST)
                        .ask("255.255.255.255", UNKNOWN_HOST)
                        .ask("172.30.1.255", UNKNOWN_HOST)
                        .ask("172.30.1.0", UNKNOWN_HOST)
                        .ask("224.0.0.1", UNKNOWN_HOST)
                        .ask("240.0.0.1", UNKNOWN_HOST),
                DoctorScene.lan("a server on another port of this machine")
                        .server("guest", "tcp echo 30001")
                        .ask("127.0.0.1", REFUSED, "but here: "),
                DoctorScene.lan("a firewall of this machine against itself")
                        .rule("guest", "input", "iif lo tcp dport 30000 drop")
                        .server("guest", "tcp echo 30000")
                        .ask("127.0.0.1", TIMED_OUT, "drops packets to itself"),
                DoctorScene.lan("a machine without this protocol")
                        .rule("peer", "input", "tcp dport 30000 reject with icmp type prot-unreachable")
                        .ask("172.30.1.30", UNREACHABLE, "protocol unreachable"),
                DoctorScene.lan("a rule that chooses another table")
                        .at(
                                "guest",
                                "ip route add 172.30.1.30 via 172.30.1.1 table 100; ip rule add to 172.30.1.30 lookup 100")
                        .ask("172.30.1.30", REFUSED, "a rule of this machine (ip rule)"),
                DoctorScene.lan("a router that rejects datagrams as a closed port does")
                        .rule("router", "forward", "udp dport 30000 reject with icmp type port-unreachable")
                        .ask("outside --udp", REFUSED, "a firewall on the way that rejects"),
                DoctorScene.lan("frames of another service")
                        .server("peer", "tcp frames 30000")
                        .ask("172.30.1.30", WRONG_SERVICE, "messages of 128 bytes"),
                DoctorScene.lan("no IPv6 here")
                        .at("guest", "ip -6 addr flush scope global dev eth0; ip -6 route flush dev eth0")
                        .ask("peer6", NO_LOCAL_ROUTE, "use the IPv4 address"),
                DoctorScene.lan("a link-local address")
                        .at("peer", "ip addr add fe80::30/64 dev eth0 nodad")
                        .server("peer", "tcp time 30000")
                        .ask("fe80::30", NO_LOCAL_ROUTE, "fe80::30%eth0")
                        .ask("fe80::30%eth0", OK),
                DoctorScene.lan("a netmask that is too short")
                        .at("guest", "ip addr del 172.30.1.20/24 dev eth0; ip addr add 172.30.1.20/16 dev eth0")
                        .ask(
                                "172.30.2.10 --timeout 1",
                                UNREACHABLE,
                                "a netmask that is too short",
                                "this machine has /16"),
                DoctorScene.lan("a netmask that is too long, and no gateway")
                        .at("guest", "ip addr del 172.30.1.20/24 dev eth0; ip addr add 172.30.1.20/29 dev eth0")
                        .ask("peer", NO_LOCAL_ROUTE, "is not one by this netmask", "this machine has /29"),
                DoctorScene.lan("no default gateway")
                        .at("guest", "ip route del default")
                        .ask("outside", NO_LOCAL_ROUTE, "Is there a default gateway?")
                        .ask("outside --udp", NO_LOCAL_ROUTE, "Is there a default gateway?"),
                DoctorScene.lan("a gateway that does not exist")
                        .at("guest", "ip route replace default via 172.30.1.77")
                        .ask("outside --timeout 1", UNREACHABLE, "no machine answers for the gateway 172.30.1.77")
                        .ask(
                                "outside --udp --timeout 1",
                                UNREACHABLE,
                                "no machine answers for the gateway 172.30.1.77"),
                DoctorScene.lan("two interfaces in the same network, and the wrong one first")
                        .plug("guest", "eth1", "dead", "172.30.1.21/24")
                        .at(
                                "guest",
                                "ip route replace 172.30.1.0/24 dev eth0 metric 100; "
                                        + "ip route del 172.30.1.0/24 dev eth0 metric 0 || true; "
                                        + "ip route replace 172.30.1.0/24 dev eth1 metric 1")
                        .ask("peer", UNREACHABLE, "packets leave through eth1"),
                DoctorScene.lan("the interface is off")
                        .at("guest", "ip link set eth0 down")
                        .ask("peer", NO_LOCAL_ROUTE, "Is the cable plugged in"),
                DoctorScene.lan("the cable is out")
                        .at("lan", "ip link set guest-eth0 down")
                        .ask("peer", UNREACHABLE, "its cable is out", "Plug the cable of eth0 in"),
                DoctorScene.lan("no DHCP server answered")
                        .at("guest", "ip addr flush dev eth0; ip addr add 169.254.3.4/16 dev eth0")
                        .ask("172.30.1.30", NO_LOCAL_ROUTE, "no DHCP server answered"),
                DoctorScene.lan("routes of this machine that lead nowhere")
                        .route("guest", "blackhole 198.51.100.1")
                        .route("guest", "unreachable 198.51.100.2")
                        .route("guest", "prohibit 198.51.100.3")
                        .ask("198.51.100.1", NO_LOCAL_ROUTE, "ip route del blackhole")
                        .ask("198.51.100.2", UNREACHABLE, "ip route del unreachable")
                        .ask("198.51.100.3", PROHIBITED, "ip route del prohibit")
                        .ask("198.51.100.2 --udp", UNREACHABLE, "ip route del unreachable")
                        .ask("198.51.100.3 --udp", PROHIBITED, "ip route del prohibit"),
                DoctorScene.lan("little time, and no such host")
                        .ask("172.30.1.99 --timeout 1", UNREACHABLE, "no machine of this network answers")
                        .ask("172.30.1.99 --udp --timeout 1", UNREACHABLE, "no machine of this network answers"));
    }

    /** DoctorServers that are somewhere else. */
    private static Stream<DoctorScene> servers() {
        return Stream.of(
                DoctorScene.lan("a server that is bound to 127.0.0.1")
                        .server("peer", "tcp time 30000 --bind 127.0.0.1")
                        .ask("peer", REFUSED, "bound to 127.0.0.1 only", "start it without --bind"),
                DoctorScene.lan("a server whose queue is full")
                        .server("peer", "tcp full 30000")
                        .ask("peer --timeout 1", TIMED_OUT, "its queue is full"),
                DoctorScene.lan("a UDP server that answers from another port")
                        .server("peer", "udp other-port 30000")
                        .ask("peer --udp --timeout 3", NO_ANSWER, "the answer came from port ", "from the socket that"),
                DoctorScene.of("a UDP server that answers from another of its addresses", NAT, PLAIN)
                        .server("host", "udp time 30000")
                        .server("host", "tcp time 30000")
                        .ask("172.30.1.10", OK)
                        .ask("172.30.1.10 --udp", NO_ANSWER, "the answer came from 192.168.254", "--bind 172.30.1.10"));
    }

    private static Stream<DoctorScene> firewalls() {
        String windows = "echo 128 >/proc/sys/net/ipv4/ip_default_ttl";
        return Stream.of(
                DoctorScene.lan("a router that rejects in the place of a machine")
                        .route("router", "198.51.100.0/24 dev eth0")
                        .rule("router", "forward", "meta l4proto udp reject; drop")
                        .ask("198.51.100.1 --timeout 2", TIMED_OUT, "that is not the machine itself"),
                DoctorScene.lan("Linux client, Windows server behind its firewall")
                        .at("peer", windows)
                        .rule("peer", "input", "meta l4proto { tcp, udp } ct state new drop")
                        .server("peer", "tcp echo 30000")
                        .ask(
                                "peer",
                                TIMED_OUT,
                                "as Windows does",
                                "New-NetFirewallRule",
                                "-Protocol TCP -LocalPort 30000")
                        .ask("peer --udp", NO_ANSWER, "as Windows does", "-Protocol UDP -LocalPort 30000")
                        .ask("peer --timeout 1", TIMED_OUT),
                DoctorScene.of("a firewall that drops everything", NAT, PLAIN.firewall("peer", Firewall.DROP))
                        .server("peer", "tcp echo 30000")
                        .ask("peer --timeout 1", TIMED_OUT, "a firewall"),
                DoctorScene.of("a firewall that rejects everything", NAT, PLAIN.firewall("peer", Firewall.REJECT))
                        .server("peer", "tcp echo 30000")
                        .ask("peer", REFUSED, "a firewall that rejects"),
                DoctorScene.of("a firewall that prohibits everything", NAT, PLAIN.firewall("peer", Firewall.PROHIBIT))
                        .server("peer", "tcp echo 30000")
                        .ask("peer", PROHIBITED, "New-NetFirewallRule", "ufw allow 30000/tcp"),
                DoctorScene.lan("a firewall that prohibits TCP alone")
                        .rule("peer", "input", "tcp dport 30000 reject with icmpx admin-prohibited")
                        .server("peer", "udp echo 30000")
                        .ask("peer", PROHIBITED)
                        .ask("peer --udp", OK),
                DoctorScene.lan("this machine drops TCP alone")
                        .rule("guest", "output", "tcp dport 30000 counter drop")
                        .ask("peer", BLOCKED_LOCALLY, "nft list chain inet filter output"),
                DoctorScene.lan("this machine rejects")
                        .rule("guest", "output", "tcp dport 30000 counter reject with tcp reset")
                        .ask(
                                "peer",
                                BLOCKED_LOCALLY,
                                "its counter moved with each one that was sent: inet filter output"),
                DoctorScene.lan("this machine rejects without a counter")
                        .rule("guest", "output", "tcp dport 30000 reject with tcp reset")
                        .ask("peer", REFUSED, "rules of this machine could drop packets: inet filter output"),
                // Over UDP: a TCP server repeats its answers, which move the counter too while a busy host looks at it.
                DoctorScene.lan("this machine does not let answers in")
                        .rule("guest", "input", "meta l4proto { tcp, udp } ip saddr 172.30.1.0/24 counter drop")
                        .server("peer", "udp echo 30000")
                        .ask("peer --udp", BLOCKED_LOCALLY, "inet filter input"),
                DoctorScene.lan("this machine has rules that do not matter")
                        .rule("guest", "output", "tcp dport 25 drop")
                        .rule("peer", "input", "tcp dport 30000 drop")
                        .ask(
                                "peer --timeout 1",
                                TIMED_OUT,
                                "rules of this machine could drop packets: inet filter output"),
                DoctorScene.lan("another counter of this machine stands still")
                        .rule("guest", "output", "tcp dport 25 counter drop")
                        .rule("peer", "input", "tcp dport 30000 drop")
                        .ask("peer --timeout 1", TIMED_OUT, "inet filter output: 0 > 0"),
                DoctorScene.lan("other packets move a counter of this machine")
                        .rule("guest", "output", "ip daddr 172.30.1.10 counter drop")
                        .at("guest", "ping -i 0.05 172.30.1.10 >/dev/null 2>&1 &")
                        .rule("peer", "input", "tcp dport 30000 drop")
                        .ask(
                                "peer --timeout 1",
                                TIMED_OUT,
                                "rules of this machine could drop packets: inet filter output"),
                // nft reads these as conditions that it does not know; each let the packets pass, and the other side
                // drops.
                DoctorScene.lan("a verdict map of this machine")
                        .rule(
                                "guest",
                                "input",
                                "policy drop; ct state vmap { established : accept, related : accept, invalid : drop };"
                                        + " icmpv6 type nd-neighbor-advert accept; icmpv6 type nd-neighbor-solicit accept;"
                                        + " iifname lo accept")
                        .rule("peer", "input", "tcp dport 30000 drop")
                        .ask(
                                "peer --timeout 1",
                                TIMED_OUT,
                                "rules of this machine could drop packets: inet filter input"),
                DoctorScene.lan("no rules on this machine")
                        .rule("peer", "input", "tcp dport 30000 drop")
                        .ask("peer --timeout 1", TIMED_OUT, "this machine has no rule of nftables or iptables"));
    }

    private static Stream<DoctorScene> virtualMachines() {
        return Stream.of(
                DoctorScene.of("a NAT guest asked from outside by its own address", NAT, PLAIN)
                        .server("guest", "tcp time 30000")
                        .from("outside")
                        .ask(
                                "192.168.254.128",
                                UNREACHABLE,
                                "NAT or host-only",
                                "Port Forwarding",
                                "192.168.254.128:30000"),
                DoctorScene.of("a NAT guest asked by its host's address, without forwarding", NAT, PLAIN)
                        .server("guest", "tcp time 30000")
                        .server("guest", "udp time 30000")
                        .from("peer")
                        .ask("172.30.1.10", REFUSED, "has to be forwarded", "Port Forwarding")
                        .ask("172.30.1.10 --udp", REFUSED, "has to be forwarded"),
                DoctorScene.of("a NAT guest with forwarding", NAT, FORWARD)
                        .server("guest", "tcp time 30000")
                        .server("guest", "udp time 30000")
                        .from("outside")
                        .ask("172.30.1.10", OK)
                        .ask("172.30.1.10 --udp", OK),
                DoctorScene.of("forwarding to a guest in which no server runs", NAT, FORWARD)
                        .from("outside")
                        .ask("172.30.1.10", REFUSED, "start the server"),
                DoctorScene.of("a NAT guest reaches the others", NAT, PLAIN)
                        .server("outside", "tcp time 30000")
                        .server("outside", "udp time 30000")
                        .ask("outside", OK)
                        .ask("outside --udp", OK),
                DoctorScene.of("a NAT guest, and no server on its host", NAT, PLAIN)
                        .ask("host", REFUSED, "on which this virtual machine runs"),
                DoctorScene.of("a host-only guest asked for the outside", HOST_ONLY, PLAIN)
                        .ask("outside", NO_LOCAL_ROUTE, "host-only mode", "Bridged"),
                DoctorScene.of("a host-only guest asked from the LAN", HOST_ONLY, PLAIN)
                        .server("guest", "tcp time 30000")
                        .from("peer")
                        .ask("192.168.126.128", UNREACHABLE, "NAT or host-only"),
                DoctorScene.of("a host asks its own guest, which is off", NAT, PLAIN)
                        .from("host")
                        .ask("192.168.254.77 --timeout 1", UNREACHABLE, "Is the virtual machine running"),
                DoctorScene.of("a bridged guest on the wrong adapter", NAT, PLAIN)
                        .at("guest", "ip addr flush dev eth0; ip addr add 172.30.1.20/24 dev eth0")
                        .ask("peer --timeout 1", UNREACHABLE, "not \\\"Automatic\\\""));
    }

    /** The host is the machine on which the doctor runs. */
    private static Stream<DoctorScene> thisMachine() {
        return Stream.of(
                DoctorScene.lan("nothing listens here")
                        .ask("127.0.0.1", REFUSED, "Start the server: tcp-server 30000")
                        .ask("172.30.1.20 --udp", REFUSED, "Start the server: udp-server 30000")
                        .ask("::1", REFUSED, "Start the server: tcp-server 30000"),
                DoctorScene.lan("the server here has another port")
                        .server("guest", "tcp time 30001")
                        .ask("127.0.0.1", REFUSED, "0.0.0.0:30001 (java", "Do you mean port 30001?"),
                DoctorScene.lan("the server here is bound to 127.0.0.1")
                        .server("guest", "tcp time 30000 --bind 127.0.0.1")
                        .ask("127.0.0.1", OK)
                        .ask("172.30.1.20", REFUSED, "listens at 127.0.0.1:30000", "without --bind"),
                DoctorScene.lan("the server here is for UDP")
                        .server("guest", "udp time 30000")
                        .ask("127.0.0.1", REFUSED, "udp 30000: a server is there"),
                DoctorScene.lan("the queue of the server here is full")
                        .server("guest", "tcp full 30000")
                        .ask("127.0.0.1 --timeout 1", TIMED_OUT, "its queue is full"),
                DoctorScene.lan("the firewall here keeps even this machine out")
                        .server("guest", "tcp time 30000")
                        .rule("guest", "input", "tcp dport 30000 counter drop")
                        .ask("127.0.0.1", BLOCKED_LOCALLY, "inet filter input"));
    }
}
