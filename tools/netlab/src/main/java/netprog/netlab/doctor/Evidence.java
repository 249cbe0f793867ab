package netprog.netlab.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import netprog.netlab.common.IcmpError;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalInterface;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Zone;
import netprog.util.Addresses;

/** All that was seen; what follows from it is decided elsewhere. {@link Examination} fills it in. */
final class Evidence {
    /** Why there is no address for a name. */
    enum Lookup {
        FOUND,
        UNKNOWN,
        /** No name server answered in time. */
        LATE,
        /** There is none, or it did not want to answer. */
        NO_SERVER
    }

    final Question question;
    /** The addresses of the host in the order of the system; a program takes the first; empty if there is none. */
    List<InetAddress> addresses = List.of();

    Lookup lookup = Lookup.FOUND;
    /** The addresses and the interfaces of this host. */
    List<LocalAddress> own = List.of();

    List<LocalInterface> interfaces = List.of();
    /** The routes of this host; empty if it does not tell. */
    List<Route> routes = List.of();
    /** The route that the system chose, also by rules and other tables; null if it does not tell. */
    Route chosen;
    /** What the system says of the way, without a packet: {@link Outcome#SILENT} if there is one. */
    Answer way = Answer.SILENCE;
    /** What the probe over the protocol of the question saw; the same as {@code way} if nothing was sent. */
    Answer asked = Answer.SILENCE;
    /** What the probe over the other protocol saw, and a TCP connection to a port that hardly any server has; or null. */
    Answer other;

    Answer control;
    /** Null if it was not needed. */
    Ping ping;
    /** What is known of the next host on the way, the host itself or the gateway. */
    Neighbour neighbour = Neighbour.UNKNOWN;

    WireLook.Arp arp = WireLook.Arp.NONE;
    /** Who else answers for the own address. */
    WireLook.Arp double_ = WireLook.Arp.NONE;
    /** The sockets of this host, if it is the host itself. */
    List<OpenSocket> sockets = List.of();
    /** What the firewall of this host did with packets of this exchange. */
    OwnFirewall firewall = OwnFirewall.UNREADABLE;
    /** Another address of the host where a server answers; null if there is none. */
    InetAddress better;
    /** The ICMP errors about packets to the server, and whether each would have been seen. */
    List<WireLook.Seen> errors = List.of();

    boolean seesErrors;
    /** What came back for one hop, two hops and so on, null for nothing; the last one had the usual number. */
    List<IcmpError> hops = List.of();

    Evidence(Question question) {
        this.question = question;
    }

    /** The address that was probed. */
    InetAddress server() {
        return addresses.get(0);
    }

    String serverText() {
        return Addresses.show(server());
    }

    /** Such as {@code tcp 172.30.1.30:30000}. */
    String endpoint() {
        return question.protocol() + " " + Addresses.show(new InetSocketAddress(server(), question.port()));
    }

    boolean isIpv4() {
        return server() instanceof Inet4Address;
    }

    boolean isUdp() {
        return question.protocol() == Protocol.UDP;
    }

    /** What kind of address it is that no single host has, such as {@code broadcast}; empty for that of a host. */
    Optional<String> special() {
        byte[] bytes = server().getAddress();
        int first = bytes[0] & 0xff;
        boolean four = bytes.length == 4;
        if (server().isAnyLocalAddress()) {
            return Optional.of("any");
        } else if (server().isMulticastAddress()) {
            return Optional.of("multicast");
        } else if (four && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1) {
            return Optional.of("broadcast-all");
        } else if (four && (first >= 240 || first == 0)) {
            return Optional.of("reserved");
        }
        return own.stream()
                .filter(a -> a.isIpv4() && four && a.prefixLength() < 31 && a.hasInNetwork(server()))
                .flatMap(a -> Optional.ofNullable(edge(bytes, a.prefixLength())).stream())
                .findFirst();
    }

    private static String edge(byte[] address, int prefix) {
        long host = (java.nio.ByteBuffer.wrap(address).getInt() & 0xffffffffL) & 0xffffffffL >>> prefix;
        return host == 0 ? "network" : host == 0xffffffffL >>> prefix ? "broadcast" : null;
    }

    /** Whether the system knew a way, so that something was sent. */
    boolean isSent() {
        return way.outcome() == Outcome.SILENT;
    }

    /** Whether the host is this one. */
    boolean isOwnHost() {
        return server().isLoopbackAddress()
                || own.stream().anyMatch(a -> a.address().equals(server()) && a.hasInNetwork(server()));
    }

    /** The route that packets to the host take. */
    Optional<Route> route() {
        return chosen != null ? Optional.of(chosen) : Routes.toward(routes, server());
    }

    /** The own addresses in whose network the host is. */
    List<LocalAddress> ownNetworks() {
        return own.stream().filter(a -> a.isUp() && a.hasInNetwork(server())).toList();
    }

    /** The one of them with the longest prefix. */
    Optional<LocalAddress> ownNetwork() {
        return ownNetworks().stream().max(Comparator.comparing(LocalAddress::prefixLength));
    }

    /** Whether packets go to the host without a router. */
    boolean isNear() {
        return route().map(r -> r.gateway() == null).orElse(ownNetwork().isPresent());
    }

    /** Who gets the packets first: the gateway, or the host itself. */
    InetAddress nextHop() {
        InetAddress gateway = route().map(Route::gateway).orElse(null);
        return gateway == null ? server() : gateway;
    }

    /** The interface that packets leave through; empty if it is not known. */
    String leavesThrough() {
        return route().map(Route::interfaceName).orElse(Zone.of(server()));
    }

    /** The own address that packets leave with, on the interface that they leave through. */
    Optional<LocalAddress> leavesWith() {
        List<LocalAddress> there = own.stream()
                .filter(a -> a.owner().name().equals(leavesThrough()) && a.isIpv4() == isIpv4())
                .toList();
        return there.stream()
                .filter(a -> a.address().equals(way.from()))
                .findFirst()
                .or(() -> there.stream().findFirst());
    }

    Optional<LocalInterface> leaves() {
        return interfaces.stream().filter(i -> i.name().equals(leavesThrough())).findFirst();
    }

    /** Whether packets leave through a tunnel, which has no MAC address: a VPN, as a rule. */
    boolean isTunnel() {
        return leaves().filter(i -> i.mac().isEmpty() && !i.loopback()).isPresent();
    }

    boolean isNextHopSilent() {
        return neighbour.state() == Neighbour.State.SILENT && arp.answers().isEmpty() && !isTunnel();
    }

    /** Whether the next hop answered now, and not only some time ago. */
    boolean isNextHopThere() {
        return neighbour.state() == Neighbour.State.ANSWERS || !arp.answers().isEmpty();
    }

    /** Whether the host itself sent a packet of IP: a reset, an answer, even over the other protocol or to a ping. */
    boolean isAlive() {
        return showsLife(question.protocol(), asked)
                || other != null && showsLife(question.protocol().other(), other)
                || control != null && control.outcome().showsLife()
                || ping != null && ping.isAnswered();
    }

    private boolean showsLife(Protocol protocol, Answer answer) {
        return answer.outcome().showsLife()
                && refusedByAnother(protocol, answer).isEmpty();
    }

    /** Who said in the place of the host that no program listens: a router, or a firewall on the way. */
    Optional<String> refusedByAnother(Protocol protocol, Answer answer) {
        return answer.outcome() != Outcome.REFUSED
                ? Optional.empty()
                : errors.stream()
                        .filter(e -> e.protocol() == number(protocol) && e.port() == question.port())
                        .map(e -> e.error().sender())
                        .filter(sender -> !sender.equals(serverText()))
                        .findFirst();
    }

    private static int number(Protocol protocol) {
        return protocol == Protocol.UDP ? 17 : 6;
    }

    /** Whether a server of the other protocol showed itself. */
    boolean otherListens() {
        return otherOutcome() == Outcome.ANSWERED
                || otherOutcome() == Outcome.SILENT
                || otherOutcome() == Outcome.TIMED_OUT
                        && listensHere(question.protocol().other()); // it is busy
    }

    /** Whether a program listens at the port, if the host is this one and tells of its sockets. */
    boolean listensHere(Protocol protocol) {
        return sockets.stream()
                .filter(s -> s.isListening() && s.protocol().equals(protocol.toString()))
                .anyMatch(s -> s.local().getPort() == question.port());
    }

    /** How the probe over the other protocol ended; null if there was none. */
    Outcome otherOutcome() {
        return other == null ? null : other.outcome();
    }

    /** Whether the system did not let the probe itself out. */
    boolean isRefusedBySystem() {
        return way.outcome() == Outcome.NOT_PERMITTED || asked.outcome() == Outcome.NOT_PERMITTED;
    }

    /** The ICMP error about the probe that was asked for; else one about another packet to the server, if that fits too. */
    Optional<IcmpError> error(Predicate<IcmpError.Kind> wanted) {
        Optional<IcmpError> own = errors.stream()
                .filter(e -> e.protocol() == number(question.protocol()) && e.port() == question.port())
                .map(WireLook.Seen::error)
                .filter(e -> wanted.test(e.kind()))
                .findFirst();
        if (own.isPresent() || seesErrors && asked.outcome() != Outcome.TIMED_OUT) {
            return own;
        }
        IcmpError traced = hops.isEmpty() ? null : hops.get(hops.size() - 1);
        boolean fits =
                traced != null && (isUdp() || traced.kind() != IcmpError.Kind.PORT_UNREACHABLE); // it was a datagram
        return fits && wanted.test(traced.kind()) ? Optional.of(traced) : Optional.empty();
    }
}
