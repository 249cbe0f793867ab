package netprog.netlab.doctor;

import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import netprog.netlab.doctor.Evidence.Signs;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;

/**
 * Looks and probes. The probe that was asked for has the whole limit; a server that answers ends the examination at once.
 * If it takes longer than a moment, or ends badly, the second signs are looked for beside it: the other protocol, then a
 * ping, in this order and not together, because routers limit how many ICMP errors they send.
 */
final class Examination {
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final long PING_AFTER_MILLIS = 200;
    private static final Duration SECOND_SIGNS = Duration.ofSeconds(2);
    /** Bounds what takes milliseconds on a host that is not busy, such as the system's commands. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final long MIN_MILLIS = 1000;
    private static final int MAX_ADDRESSES = 8;

    /** Asks for an answer over a protocol. */
    interface Probe {
        Answer ask(Protocol protocol, InetAddress server, int port, Deadline until);
    }

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8, work -> {
        Thread thread = new Thread(work, "doctor");
        thread.setDaemon(true); // a name server may take longer than anyone waits
        return thread;
    });
    private final Question question;
    private final Probe probe;
    private final Deadline end;

    private Examination(Question question, Probe probe) {
        this.question = question;
        this.probe = probe;
        Duration longest = question.limit().compareTo(SECOND_SIGNS) < 0 ? SECOND_SIGNS : question.limit();
        this.end = Deadline.in(longest.plus(GRACE));
    }

    /**
     * Examines; takes the limit of the question, or two seconds if that is longer, a second more as a rule, and at most ten
     * seconds more, on a host that is too busy to run a command of the system.
     */
    static Evidence of(Question question) throws SocketException {
        return of(question, Examination::ask);
    }

    static Evidence of(Question question, Probe probe) throws SocketException {
        Examination examination = new Examination(question, probe);
        try {
            return examination.examine();
        } finally {
            examination.threads.shutdownNow();
        }
    }

    private static Answer ask(Protocol protocol, InetAddress server, int port, Deadline until) {
        return protocol == Protocol.TCP ? TcpProbe.ask(server, port, until) : UdpProbe.ask(server, port, until);
    }

    private Evidence examine() throws SocketException {
        Deadline lookupUntil = Deadline.in(question.limit());
        List<LocalAddress> own = LocalAddress.all();
        Future<List<Route>> routes = threads.submit(Routes::allOrNone);
        Future<List<InetAddress>> lookup = threads.submit(() -> List.of(InetAddress.getAllByName(question.host())));
        List<InetAddress> addresses = within(lookupUntil, lookup, List.of());
        boolean late = addresses.isEmpty() && !lookup.isDone();
        Answer way = addresses.isEmpty() ? null : UdpProbe.way(addresses.get(0), question.port());
        Evidence before = new Evidence(question, addresses, late, own, List.of(), way, way, Signs.NONE);
        if (addresses.isEmpty() || !before.isSent()) {
            return before.with(within(end, routes, List.of()));
        }
        // The probe has what a slow name server has left over, and a second at least.
        Deadline until =
                lookupUntil.atLeast(Math.min(MIN_MILLIS, question.limit().toMillis()));
        return probe(before, routes, until);
    }

    private Evidence probe(Evidence before, Future<List<Route>> routes, Deadline until) {
        InetAddress server = before.server();
        Future<Answer> asking = threads.submit(() -> ask(question.protocol(), server, until));
        Answer soon = within(Deadline.in(MOMENT), asking, null);
        if (soon != null && soon.isOurs()) {
            return ours(before.with(within(end, routes, List.of())), soon);
        }
        Deadline signs = soon == null ? until : Deadline.in(SECOND_SIGNS); // beside a long wait they cost nothing
        Future<Answer> other = threads.submit(() -> ask(question.protocol().other(), server, signs));
        Future<Ping> ping = threads.schedule(() -> ping(before, soon), PING_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        Future<InetAddress> better = threads.submit(() -> better(before.addresses(), signs));
        Future<List<OpenSocket>> sockets = threads.submit(() -> before.isOwnHost() ? Sockets.all() : List.of());
        Future<OwnFirewall> rules = threads.submit(() -> OwnFirewall.toward(server));
        Answer asked = within(end, asking, Answer.SILENCE);
        Evidence seen = before.with(within(end, routes, List.of()));
        if (asked.isOurs()) { // it was only slow
            return ours(seen, asked);
        }
        Answer second = within(end, other, Answer.SILENCE);
        OwnFirewall possible = within(end, rules, OwnFirewall.UNREADABLE);
        Future<OwnFirewall> firewall =
                threads.submit(() -> asked.mayBeBlocked() ? possible.watch(question, server) : possible);
        return seen.with(
                asked,
                new Signs(
                        second,
                        within(end, ping, null),
                        neighbour(seen), // late: the table tells what came of the packets
                        within(end, sockets, List.of()),
                        within(end, firewall, possible),
                        within(end, better, null)));
    }

    private Evidence ours(Evidence seen, Answer asked) {
        return seen.with(asked, Signs.of(neighbour(seen)));
    }

    /** Asks; a failure that nobody expected is an answer too, with its cause. */
    private Answer ask(Protocol protocol, InetAddress server, Deadline until) {
        try {
            return probe.ask(protocol, server, question.port(), until);
        } catch (RuntimeException | LinkageError e) {
            return Answer.failed(e.toString());
        }
    }

    /** Not asked if the host is known to be on, or is this one. */
    private static Ping ping(Evidence before, Answer soon) {
        boolean needed = (soon == null || !soon.outcome().showsLife()) && !before.isOwnHost();
        return needed ? Ping.of(before.server()) : null;
    }

    /** Another address of the name where one of the course's servers answers; null if there is none. */
    private InetAddress better(List<InetAddress> addresses, Deadline until) {
        return addresses.stream()
                .skip(1)
                .limit(MAX_ADDRESSES)
                .parallel()
                .filter(address -> ask(question.protocol(), address, until).isOurs())
                .findFirst()
                .orElse(null);
    }

    private Neighbour neighbour(Evidence e) {
        return e.isOwnHost()
                ? Neighbour.UNKNOWN
                : within(end, threads.submit(() -> Neighbour.of(e.nextHop(), e.leavesThrough())), Neighbour.UNKNOWN);
    }

    /** The value, or the other one if it takes too long or there is none. */
    private static <T> T within(Deadline deadline, Future<T> future, T otherwise) {
        try {
            return future.get(deadline.millis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
