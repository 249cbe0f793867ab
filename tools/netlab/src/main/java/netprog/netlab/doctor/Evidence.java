package netprog.netlab.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Zone;
import netprog.util.Addresses;

/**
 * All that was seen; what follows from it is decided elsewhere.
 *
 * @param addresses the addresses of the host in the order of the system; a program takes the first; empty: unknown host
 * @param lookupLate no name server answered in time
 * @param own the addresses of this host
 * @param routes the routes of this host; empty if it does not tell
 * @param way what the system says of the way, without a packet: {@link Outcome#SILENT} if there is one
 * @param asked what the probe over the protocol of the question saw; the same as {@code way} if nothing was sent
 */
record Evidence(
        Question question,
        List<InetAddress> addresses,
        boolean lookupLate,
        List<LocalAddress> own,
        List<Route> routes,
        Answer way,
        Answer asked,
        Signs signs) {

    /**
     * What else was seen, because the probe took long or ended badly.
     *
     * @param other what the probe over the other protocol saw; null if it was not needed
     * @param ping whether the host answers a ping; null if it was not needed
     * @param neighbour what is known of the next host on the way, the host itself or the gateway
     * @param sockets the sockets of this host, if it is the host itself; else empty
     * @param firewall what the firewall of this host did with packets of this exchange
     * @param better another address of the host where a server answers; null if there is none
     */
    record Signs(
            Answer other,
            Ping ping,
            Neighbour neighbour,
            List<OpenSocket> sockets,
            OwnFirewall firewall,
            InetAddress better) {
        static final Signs NONE = of(Neighbour.UNKNOWN);

        static Signs of(Neighbour neighbour) {
            return new Signs(null, null, neighbour, List.of(), OwnFirewall.UNREADABLE, null);
        }
    }

    Evidence with(List<Route> table) {
        return new Evidence(question, addresses, lookupLate, own, table, way, asked, signs);
    }

    Evidence with(Answer seen, Signs more) {
        return new Evidence(question, addresses, lookupLate, own, routes, way, seen, more);
    }

    /** The address that was probed. */
    InetAddress server() {
        return addresses.get(0);
    }

    /** Such as {@code tcp 172.30.1.30:30000}. */
    String endpoint() {
        return question.protocol() + " " + Addresses.show(new InetSocketAddress(server(), question.port()));
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
        return Routes.toward(routes, server());
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

    boolean isNextHopSilent() {
        return signs.neighbour().state() == Neighbour.State.SILENT;
    }

    /** Whether something showed that the host is on: a reset, an answer, even over the other protocol. */
    boolean isAlive() {
        Ping ping = signs.ping();
        return asked.outcome().showsLife()
                || otherOutcome() != null && otherOutcome().showsLife()
                || ping != null && ping.answered()
                || isNear() && signs.neighbour().state() == Neighbour.State.ANSWERS;
    }

    /** Whether a server of the other protocol showed itself. */
    boolean otherListens() {
        Outcome other = otherOutcome();
        return other == Outcome.ANSWERED
                || other == Outcome.SILENT
                || other == Outcome.TIMED_OUT && listensHere(question.protocol().other()); // it is busy
    }

    /** Whether a program listens at the port, if the host is this one and tells of its sockets. */
    boolean listensHere(Protocol protocol) {
        return signs.sockets().stream()
                .filter(s -> s.isListening() && s.protocol().equals(protocol.toString()))
                .anyMatch(s -> s.local().getPort() == question.port());
    }

    /** How the probe over the other protocol ended; null if there was none. */
    Outcome otherOutcome() {
        return signs.other() == null ? null : signs.other().outcome();
    }

    /** Whether the system did not let the probe itself out. */
    boolean isRefusedBySystem() {
        return way.outcome() == Outcome.NOT_PERMITTED || asked.outcome() == Outcome.NOT_PERMITTED;
    }
}
