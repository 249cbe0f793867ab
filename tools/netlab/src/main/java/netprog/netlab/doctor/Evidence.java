package netprog.netlab.doctor;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.util.LocalAddress;

/**
 * All that was seen; whatever follows from it is decided elsewhere.
 *
 * @param question what was asked
 * @param addresses the addresses of the host in the order of the system; a program takes the first; empty: unknown host
 * @param lookupLate no name server answered in time
 * @param own the addresses of this machine
 * @param routes the routes of this machine; empty where it does not tell
 * @param way what the system says of the way, without a packet: {@link Outcome#SILENT} where there is one
 * @param asked what the probe over the protocol of the question saw
 * @param other the same over the other protocol, a second sign; null where it was not needed
 * @param ping whether the machine answers a ping; null where it was not needed
 * @param neighbour what is known of the next machine on the way, the host itself or the gateway
 * @param sockets the sockets of this machine, where it is the host itself; else empty
 * @param firewall what the firewall of this machine does with packets of this exchange
 * @param better another address of the host where a server answers; null if there is none
 */
record Evidence(
        Question question,
        List<InetAddress> addresses,
        boolean lookupLate,
        List<LocalAddress> own,
        List<Route> routes,
        Answer way,
        Answer asked,
        Answer other,
        Ping ping,
        Neighbour neighbour,
        List<OpenSocket> sockets,
        OwnFirewall.Finding firewall,
        InetAddress better) {

    /** What is known before a packet was sent. */
    static Evidence before(
            Question question,
            List<InetAddress> addresses,
            boolean late,
            List<LocalAddress> own,
            List<Route> routes,
            Answer way) {
        Neighbour nobody = Neighbour.NOBODY_ASKED;
        OwnFirewall.Finding unread = OwnFirewall.UNREADABLE;
        return new Evidence(
                question, addresses, late, own, routes, way, way, null, null, nobody, List.of(), unread, null);
    }

    /** The same, and what the probes saw. */
    Evidence after(
            Answer seen,
            Answer second,
            Ping pinged,
            Neighbour next,
            List<OpenSocket> open,
            OwnFirewall.Finding rules,
            InetAddress answering) {
        return new Evidence(
                question, addresses, lookupLate, own, routes, way, seen, second, pinged, next, open, rules, answering);
    }

    /** The address that was probed. */
    InetAddress server() {
        return addresses.get(0);
    }

    /** Whether the host is this machine. */
    boolean isOwnMachine() {
        return server().isLoopbackAddress()
                || own.stream().anyMatch(a -> a.address().equals(server()));
    }

    /** The route that packets to the host take. */
    Optional<Route> route() {
        return Routes.toward(routes, server());
    }

    /** The own address whose network the host is in. */
    Optional<LocalAddress> ownNetwork() {
        return own.stream()
                .filter(a -> a.up() && shares(a.address(), server(), a.prefixLength()))
                .max((a, b) -> a.prefixLength() - b.prefixLength());
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

    /** The interface that packets leave through, as far as the own address that the system chose tells; may be empty. */
    String leavesThrough() {
        return own.stream()
                .filter(a -> a.address().equals(way.from()))
                .map(LocalAddress::interfaceName)
                .findFirst()
                .orElse(route().map(Route::interfaceName).orElse(""));
    }

    /** Whether something showed that the host is on: a reset, an answer, even over the other protocol. */
    boolean isAlive() {
        return asked.outcome().showsLife()
                || other != null && other.outcome().showsLife()
                || ping != null && ping.answered()
                || isNear() && neighbour.state() == Neighbour.State.ANSWERS;
    }

    /** Whether a server of the other protocol showed itself. */
    boolean otherListens() {
        if (other == null) {
            return false;
        }
        return switch (other.outcome()) {
            case ANSWERED, SILENT -> true;
            case TIMED_OUT -> listensHere(question.protocol().other()); // it is busy
            default -> false;
        };
    }

    /** Whether a program listens at the port, where the host is this machine and tells of its sockets. */
    boolean listensHere(Protocol protocol) {
        return sockets.stream()
                .filter(s -> s.listening() && s.protocol().equals(protocol.toString()))
                .anyMatch(s -> s.local().getPort() == question.port());
    }

    /** How the probe over the other protocol ended; null where there was none. */
    Outcome otherOutcome() {
        return other == null ? null : other.outcome();
    }

    /** Whether two addresses have so many leading bits in common. */
    static boolean shares(InetAddress one, InetAddress two, int bits) {
        byte[] a = one.getAddress();
        byte[] b = two.getAddress();
        boolean same = a.length == b.length;
        for (int bit = 0; same && bit < bits; bit++) {
            same = ((a[bit / 8] ^ b[bit / 8]) & 0x80 >> bit % 8) == 0;
        }
        return same;
    }
}
