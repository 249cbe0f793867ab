package netprog.netlab.topology;

import static netprog.netlab.topology.LabException.MESSAGES;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netprog.wire.Program;
import netprog.wire.ProgramException;

/**
 * Which host reaches which: servers of the weeks' jars on every host, and on every host a client for each of the others, all
 * as real processes.
 */
final class Matrix {
    static final List<String> HOSTS = List.of("host", "guest", "peer", "outside");

    /** How many clients run at the same time; most of the time they wait for a reply. */
    private static final int CLIENTS = 8;

    private final Lab lab;
    private final Path top;
    private final ReachabilityTable expected;
    private final List<MatrixService> services;

    /** @throws LabException if no jar of any service has been built */
    Matrix(Lab lab, Path top, ReachabilityTable expected) throws LabException {
        this.lab = lab;
        this.top = top;
        this.expected = expected;
        // The reference of the login is not in the student edition.
        services = Arrays.stream(MatrixService.values())
                .filter(service -> Files.exists(service.jar(top)))
                .toList();
        if (services.isEmpty()) {
            throw new LabException(MESSAGES.get("error.no-programs", MatrixService.TIME.jar(top)));
        }
    }

    /**
     * What one client saw.
     *
     * @param said the word with which its error message begins, such as {@code refused}; empty if it got the right reply
     */
    record Exchange(
            String from,
            String to,
            MatrixService service,
            String protocol,
            int port,
            boolean expected,
            boolean seen,
            String said) {
        @JsonIgnore
        boolean isSurprise() {
            return seen != expected;
        }
    }

    List<MatrixService> services() {
        return services;
    }

    /** Runs all servers and all clients. */
    List<Exchange> run() throws IOException, InterruptedException {
        List<Program> servers = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            startServers(servers);
            List<Callable<Exchange>> exchanges = new ArrayList<>();
            for (MatrixService service : services) {
                for (String from : HOSTS) {
                    for (String to : HOSTS) {
                        if (!from.equals(to) && expected.hasServer(to, service.port)) {
                            exchanges.add(() -> ask(from, to, service, "tcp"));
                            exchanges.add(() -> ask(from, to, service, "udp"));
                        }
                    }
                }
            }
            List<Exchange> results = new ArrayList<>();
            for (Future<Exchange> each : clients.invokeAll(exchanges)) {
                results.add(askAgain(each.get()));
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            clients.shutdownNow();
            servers.forEach(Program::close);
        }
    }

    private void startServers(List<Program> servers) throws IOException {
        for (MatrixService service : services) {
            for (String host : HOSTS) {
                if (expected.hasServer(host, service.port)) {
                    servers.add(start(host, service, "tcp-server", String.valueOf(service.port)));
                    servers.add(start(host, service, "udp-server", String.valueOf(service.port)));
                }
            }
        }
        for (Program server : servers) {
            try {
                server.listeningPort();
            } catch (ProgramException e) {
                throw new LabException(
                        MESSAGES.get("error.server", server.errors().strip()));
            }
        }
    }

    private Exchange ask(String from, String to, MatrixService service, String protocol) throws IOException {
        String name = expected.name(from, to, service.port);
        try (Program client = start(from, service, protocol + "-client", name, String.valueOf(service.port))) {
            for (String line : service.input) {
                client.type(line);
            }
            boolean seen = client.endInput().awaitExit() == 0 && service.isReply(client.output());
            String error = client.errors().strip();
            String said = seen ? "" : error.isEmpty() ? "wrong reply" : error.split("[:\\n]", 2)[0];
            boolean must = expected.canReach(from, to, service.port);
            return new Exchange(from, to, service, protocol, service.port, must, seen, said);
        }
    }

    /** On a busy machine a UDP client may time out: one that should have got a reply asks again, now alone. */
    private Exchange askAgain(Exchange first) throws IOException {
        boolean missing = first.expected() && !first.seen() && expected.isCertain();
        return missing ? ask(first.from(), first.to(), first.service(), first.protocol()) : first;
    }

    private Program start(String host, MatrixService service, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // They run for a second, and only the login's hash is worth compiling.
        command.add(service == MatrixService.LOGIN ? "-XX:TieredStopAtLevel=1" : "-Xint");
        command.add("-XX:-UsePerfData");
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstdin.encoding=UTF-8", "-Duser.language=en"));
        command.addAll(List.of("-jar", service.jar(top).toString()));
        command.addAll(List.of(args));
        return Program.start(lab.command(host, command.toArray(String[]::new)));
    }
}
