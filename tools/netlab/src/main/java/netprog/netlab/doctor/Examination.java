package netprog.netlab.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import netprog.netlab.common.IcmpError;
import netprog.netlab.doctor.Evidence.Lookup;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalInterface;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;

/**
 * Looks and probes. The probe that was asked for has the whole limit; a server that answers ends the examination at once.
 * If it takes longer than a moment, or ends badly, the second signs are looked for beside it.
 */
final class Examination {
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final Duration SECOND_SIGNS = Duration.ofSeconds(2);
    /**
     * Several SYNs were sent by then, and a router has given up its ARP requests for a machine behind it, which takes 3 s: where
     * pings come back soon and all of them, silence will not become an answer.
     */
    private static final long ENOUGH_MILLIS = 3300;

    /** The other protocol has had time enough, where the answer itself is there. */
    private static final Duration ENOUGH_FOR_SIGNS = Duration.ofMillis(1000);

    private static final double SOON_MILLIS = 300;
    private static final int PINGS = 5;
    /** Bounds what takes milliseconds on a host that is not busy, such as the system's commands. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final long MIN_MILLIS = 1000;
    private static final int MAX_ADDRESSES = 8;
    private static final int HARDLY_EVER_USED = 47_815;

    /** Asks for an answer over a protocol. */
    interface Probe {
        Answer ask(Protocol protocol, InetAddress server, int port, Deadline until);
    }

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(12, work -> {
        Thread thread = new Thread(work, "doctor");
        thread.setDaemon(true); // a name server may take longer than anyone waits
        return thread;
    });
    private final Question question;
    private final Probe probe;
    private final Collection<Socket> open; // those of TCP probes
    private final Deadline end;
    private final Evidence e;

    private Examination(Question question, Probe probe, Collection<Socket> open) {
        this.question = question;
        this.open = open;
        this.probe = probe;
        this.e = new Evidence(question);
        Duration longest = question.limit().compareTo(SECOND_SIGNS) < 0 ? SECOND_SIGNS : question.limit();
        this.end = Deadline.in(longest.plus(GRACE));
    }

    /**
     * Examines; takes the limit of the question, or two seconds if that is longer, a second more as a rule, and at most ten
     * seconds more, on a host that is too busy to run a command of the system.
     */
    static Evidence of(Question question) throws IOException {
        Collection<Socket> open = ConcurrentHashMap.newKeySet();
        Probe sockets = (protocol, server, port, until) ->
                protocol == Protocol.TCP ? TcpProbe.ask(server, port, until, open) : UdpProbe.ask(server, port, until);
        return of(question, sockets, open);
    }

    static Evidence of(Question question, Probe probe, Collection<Socket> open) throws IOException {
        Examination examination = new Examination(question, probe, open);
        try {
            examination.examine();
            return examination.e;
        } finally {
            examination.threads.shutdownNow();
        }
    }

    private void examine() throws IOException {
        Deadline lookupUntil = Deadline.in(question.limit());
        e.own = LocalAddress.all();
        Future<List<Route>> routes = threads.submit(Routes::allOrNone);
        Future<List<LocalInterface>> interfaces = threads.submit(LocalInterface::all);
        lookUp(lookupUntil);
        if (!e.addresses.isEmpty() && e.special().isEmpty()) {
            Future<Optional<Route>> chosen = threads.submit(() -> Routes.chosen(e.server()));
            e.way = UdpProbe.way(e.server(), question.port());
            e.asked = e.way;
            if (e.isSent()) {
                // The probe has what a slow name server has left over, and a second at least.
                Deadline until = lookupUntil.atLeast(
                        Math.min(MIN_MILLIS, question.limit().toMillis()));
                Future<Answer> asking =
                        threads.submit(() -> ask(question.protocol(), e.server(), question.port(), until));
                Answer soon = within(Deadline.in(MOMENT), asking, null);
                e.routes = within(end, routes, List.of());
                e.interfaces = within(end, interfaces, List.of());
                e.chosen = within(end, chosen, Optional.<Route>empty()).orElse(null);
                if (soon != null && soon.isOurs()) {
                    e.asked = soon;
                    e.neighbour = neighbour();
                } else {
                    lookCloser(asking, until);
                }
            }
            e.chosen = within(end, chosen, Optional.<Route>empty()).orElse(null);
        }
        e.routes = within(end, routes, List.of());
        e.interfaces = within(end, interfaces, List.of());
    }

    private void lookUp(Deadline until) {
        Future<List<InetAddress>> lookup = threads.submit(() -> List.of(InetAddress.getAllByName(question.host())));
        boolean number = question.host().matches("[0-9.]+|.*:.*"); // no name server is asked
        Deadline answered = number ? end : until;
        try {
            e.addresses = lookup.get(answered.millis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            e.lookup = Lookup.LATE;
        } catch (ExecutionException failed) {
            // EAI_AGAIN and EAI_NONAME have one class in Java; glibc's texts of them are translated.
            String text = String.valueOf(failed.getCause().getMessage()).toLowerCase(Locale.ROOT);
            boolean noServer = failed.getCause() instanceof UnknownHostException
                    && (text.contains("temporar") || text.contains("일시"));
            e.lookup = noServer ? Lookup.NO_SERVER : Lookup.UNKNOWN;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            e.lookup = Lookup.LATE;
        }
    }

    /** Listens for ICMP errors; if there was an answer already, a packet more brings its error again. */
    private void lookCloser(Future<Answer> asking, Deadline until) {
        Future<WireLook> looking = threads.submit(
                () -> { // to load its native library may take long
                    WireLook look = WireLook.at(e.server());
                    if (asking.isDone() && look.seesAll()) {
                        OwnFirewall.send(question.protocol(), new InetSocketAddress(e.server(), question.port()), 1);
                        Deadline moment = Deadline.in(MOMENT);
                        while (look.errors().isEmpty() && !moment.isOver()) {
                            Thread.sleep(10);
                        }
                    }
                    return look;
                });
        within(end, looking, null); // first of all: routers send few errors, and each probe may bring one
        probe(asking, asking.isDone() ? within(end, asking, null) : null, until);
        try (WireLook look = within(end, looking, null)) {
            e.seesErrors = look != null && look.seesAll();
            e.errors = look == null ? List.of() : List.copyOf(look.errors());
        }
    }

    private void probe(Future<Answer> asking, Answer soon, Deadline until) {
        InetAddress server = e.server();
        Protocol second = question.protocol().other();
        Deadline signs = soon == null ? until : Deadline.in(SECOND_SIGNS); // beside a long wait they cost nothing
        boolean own = e.isOwnHost();
        Deadline signsUntil = Deadline.in(ENOUGH_FOR_SIGNS);
        Future<Answer> other = threads.submit(() -> ask(second, server, question.port(), signs));
        Future<Ping> ping = start(
                !own && (soon == null || !soon.outcome().showsLife()),
                () -> Ping.of(server, PINGS, (int)
                        Math.min(soon == null ? 2500 : 1000, question.limit().toMillis())));
        Future<Answer> control = start(
                !own && soon == null,
                () -> TcpProbe.ask(server, HARDLY_EVER_USED, Deadline.in(SECOND_SIGNS), new ArrayList<>()));
        Future<InetAddress> better = threads.submit(() -> better(e.addresses, signs));
        Future<List<OpenSocket>> sockets = start(own, Sockets::all);
        Future<OwnFirewall> rules = threads.submit(() -> OwnFirewall.toward(server));
        Optional<LocalAddress> from = e.leavesWith().filter(a -> a.isIpv4() && !own);
        Future<WireLook.Arp> arp = start(
                from.isPresent(),
                () -> WireLook.arp(from.get().owner(), from.get().address(), e.nextHop(), until.earlierOf(3500)));
        Future<WireLook.Arp> twice = start(
                from.isPresent(),
                () -> WireLook.arp(
                        from.get().owner(), null, from.get().address(), Deadline.in(Duration.ofMillis(800))));
        Future<List<IcmpError>> hops = threads.schedule(
                () -> own || soon != null && soon.outcome().showsLife()
                        ? List.<IcmpError>of()
                        : WireLook.trace(server, question.port(), e.isNear()),
                soon == null ? 700 : 0,
                TimeUnit.MILLISECONDS);
        e.asked = patiently(asking, ping);
        if (e.asked.isOurs()) { // it was only slow
            e.neighbour = neighbour();
            e.ping = within(Deadline.in(Duration.ofMillis(e.asked.millis() > 900 ? 3500 : 500)), ping, null);
            return;
        }
        boolean alive = e.asked.outcome().showsLife();
        e.arp = within(alive ? Deadline.in(Duration.ofMillis(900)) : end, arp, WireLook.Arp.NONE);
        e.double_ = within(end, twice, WireLook.Arp.NONE);
        Deadline soonOver = signsUntil.atLeast(100);
        e.other = within(soonOver, other, Answer.silence(Math.max(e.asked.millis(), ENOUGH_FOR_SIGNS.toMillis())));
        e.ping = within(end, ping, null);
        e.control = within(soonOver, control, null);
        e.hops = within(end, hops, List.of());
        e.sockets = within(end, sockets, List.of());
        e.better = within(end, better, null);
        e.neighbour = neighbour(); // late: the table tells what came of the packets
        closeProbes(); // a SYN that is sent again would move the counters
        OwnFirewall possible = within(end, rules, OwnFirewall.UNREADABLE);
        e.firewall = e.asked.mayBeBlocked()
                ? within(end, threads.submit(() -> possible.watch(question, server)), possible)
                : possible;
    }

    private void closeProbes() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException failure) {
                // It sends nothing more all the same.
            }
        }
    }

    private <T> Future<T> start(boolean needed, Callable<T> work) {
        return threads.submit(() -> needed ? work.call() : null);
    }

    /** Waits for the answer; not to the end of a limit that was not asked for, where silence is certain. */
    private Answer patiently(Future<Answer> asking, Future<Ping> ping) {
        long start = System.nanoTime();
        while (!question.patient() && !asking.isDone() && !end.isOver()) {
            Answer answer = within(Deadline.in(Duration.ofMillis(50)), asking, null);
            long millis = (System.nanoTime() - start) / 1_000_000 + MOMENT.toMillis();
            Ping pinged = ping.isDone() ? within(end, ping, null) : null;
            boolean enough = pinged != null && pinged.answered() == pinged.sent() && pinged.millis() < SOON_MILLIS;
            if (answer == null
                    && enough
                    && millis >= ENOUGH_MILLIS
                    && (e.isUdp() || open.stream().noneMatch(Socket::isConnected))) {
                return Answer.silence(millis);
            }
        }
        return within(end, asking, Answer.SILENCE);
    }

    /** Another address of the name where one of the course's servers answers; null if there is none. */
    private InetAddress better(List<InetAddress> addresses, Deadline until) {
        return addresses.stream()
                .skip(1)
                .limit(MAX_ADDRESSES)
                .parallel()
                .filter(address -> ask(question.protocol(), address, question.port(), until)
                        .isOurs())
                .findFirst()
                .orElse(null);
    }

    /** A failure that was not expected is an answer too, with its cause. */
    private Answer ask(Protocol protocol, InetAddress server, int port, Deadline until) {
        try {
            return probe.ask(protocol, server, port, until);
        } catch (RuntimeException | LinkageError failure) {
            return Answer.failed(failure.toString());
        }
    }

    private Neighbour neighbour() {
        return e.isOwnHost()
                ? Neighbour.UNKNOWN
                : within(end, threads.submit(() -> Neighbour.of(e.nextHop(), e.leavesThrough())), Neighbour.UNKNOWN);
    }

    /** The value, or the other one if it takes too long or there is none. */
    private static <T> T within(Deadline deadline, Future<T> future, T otherwise) {
        try {
            T value = future.get(deadline.millis(), TimeUnit.MILLISECONDS);
            return value == null ? otherwise : value;
        } catch (TimeoutException | ExecutionException | CancellationException failure) {
            return otherwise;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
