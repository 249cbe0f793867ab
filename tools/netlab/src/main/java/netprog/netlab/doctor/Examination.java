package netprog.netlab.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;
import netprog.util.LocalAddress;

/**
 * Looks and probes. The probe that was asked for has the whole limit; a server that answers ends the examination at once.
 * Where it takes longer than a moment, or ends badly, the second signs are looked for beside it: the other protocol, then a
 * ping, in this order and not together, because routers limit how many ICMP errors they send.
 */
final class Examination {
    private static final long MOMENT_MILLIS = 250;
    private static final long PING_AFTER_MILLIS = 200;
    private static final Duration SECOND_SIGN = Duration.ofSeconds(2);
    /** Bounds what takes a few milliseconds on a machine that is not busy. */
    private static final long MOST_MILLIS = 10_000;

    private static final long LEAST_MILLIS = 1000;
    private static final int MOST_ADDRESSES = 8;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8, work -> {
        Thread thread = new Thread(work, "doctor");
        thread.setDaemon(true); // a name server may let us wait longer than anybody wants to
        return thread;
    });
    private final Question question;
    private final List<LocalAddress> own;
    private final List<Route> routes;

    private Examination(Question question) throws SocketException {
        this.question = question;
        this.own = LocalAddress.all();
        this.routes = routesOfThisMachine();
    }

    /** Examines; takes the limit of the question and a second more at most. */
    static Evidence of(Question question) throws SocketException {
        Examination examination = new Examination(question);
        try {
            return examination.examine();
        } finally {
            examination.threads.shutdownNow();
        }
    }

    private Evidence examine() {
        Deadline lookupUntil = Deadline.in(question.limit());
        Future<List<InetAddress>> lookup = threads.submit(() -> List.of(InetAddress.getAllByName(question.host())));
        List<InetAddress> addresses = within(lookupUntil.millis(), lookup, List.of());
        if (addresses.isEmpty()) {
            return Evidence.before(question, addresses, !lookup.isDone(), own, routes, null);
        }
        Answer way = UdpProbe.way(addresses.get(0), question.port());
        Evidence before = Evidence.before(question, addresses, false, own, routes, way);
        // The probe has what a slow name server has left over, and a second at least.
        Deadline until =
                lookupUntil.butNotBefore(Math.min(LEAST_MILLIS, question.limit().toMillis()));
        return way.outcome() == Outcome.SILENT ? probe(before, until) : before;
    }

    private Evidence probe(Evidence before, Deadline until) {
        InetAddress server = before.server();
        Future<Answer> asking = threads.submit(() -> ask(question.protocol(), server, until));
        Answer soon = within(MOMENT_MILLIS, asking, null);
        if (soon != null && soon.isOurs()) {
            return before.after(soon, null, null, neighbour(before), List.of(), OwnFirewall.UNREADABLE, null);
        }
        Deadline signs = soon == null ? until : Deadline.in(SECOND_SIGN); // beside a long wait they cost nothing
        Future<Answer> other = threads.submit(() -> ask(question.protocol().other(), server, signs));
        Future<Ping> ping = threads.schedule(() -> ping(before, soon), PING_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        Future<InetAddress> better = threads.submit(() -> better(before.addresses(), signs));
        Future<List<OpenSocket>> sockets = threads.submit(() -> before.isOwnMachine() ? Sockets.all() : List.of());
        Future<OwnFirewall.Finding> firewall = threads.submit(() -> firewall(before));
        Answer asked = get(asking);
        if (asked.isOurs()) { // it was only slow
            return before.after(asked, null, null, neighbour(before), List.of(), OwnFirewall.UNREADABLE, null);
        }
        return before.after(
                asked,
                within(SECOND_SIGN.toMillis(), other, Answer.SILENCE),
                within(MOST_MILLIS, ping, null),
                neighbour(before), // late: the table tells what came of the packets
                within(MOST_MILLIS, sockets, List.of()),
                within(MOST_MILLIS, firewall, OwnFirewall.UNREADABLE),
                within(MOST_MILLIS, better, null));
    }

    private Answer ask(Protocol protocol, InetAddress server, Deadline until) {
        return protocol == Protocol.TCP
                ? TcpProbe.ask(server, question.port(), until)
                : UdpProbe.ask(server, question.port(), until);
    }

    /** Not asked where the machine is known to be on, or is this one. */
    private static Ping ping(Evidence before, Answer soon) {
        boolean needed = (soon == null || !soon.outcome().showsLife()) && !before.isOwnMachine();
        return needed ? Ping.of(before.server()) : null;
    }

    /** Another address of the name where one of the course's servers answers; null if there is none. */
    private InetAddress better(List<InetAddress> addresses, Deadline until) {
        return addresses.stream()
                .skip(1)
                .limit(MOST_ADDRESSES)
                .parallel()
                .filter(address -> ask(question.protocol(), address, until).isOurs())
                .findFirst()
                .orElse(null);
    }

    private static OwnFirewall.Finding firewall(Evidence e) {
        String interfaceName = e.leavesThrough();
        return OwnFirewall.look(e.question(), e.server(), e.way().from(), interfaceName, e.isOwnMachine());
    }

    private static Neighbour neighbour(Evidence e) {
        return e.isOwnMachine() ? Neighbour.NOBODY_ASKED : Neighbour.of(e.nextHop());
    }

    private static List<Route> routesOfThisMachine() {
        try {
            return Routes.all();
        } catch (IOException | RuntimeException e) {
            return List.of(); // what a library cannot tell of this system: then only the probes do
        }
    }

    private static <T> T get(Future<T> future) {
        return within(Long.MAX_VALUE, future, null);
    }

    /** The value, or the other one where it takes too long or there is none. */
    private static <T> T within(long millis, Future<T> future, T otherwise) {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
