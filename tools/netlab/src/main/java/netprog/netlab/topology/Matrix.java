package netprog.netlab.topology;

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
 * Who reaches whom: servers of the weeks' jars at every host, and at every host a client for each of the others, all real
 * processes.
 */
final class Matrix {
    static final List<String> HOSTS = List.of("host", "guest", "peer", "outside");

    /** How many clients run at the same time; most of the time they wait for an answer. */
    private static final int CLIENTS = 8;

    private final Lab lab;
    private final Path top;
    private final ReachabilityTable expected;

    Matrix(Lab lab, Path top, ReachabilityTable expected) {
        this.lab = lab;
        this.top = top;
        this.expected = expected;
    }

    /**
     * What one client saw.
     *
     * @param said the word with which its error began, such as {@code refused}; empty where all went well
     */
    record Exchange(String from, String to, MatrixService service, boolean tcp, boolean expected, String said) {
        boolean seen() {
            return said.isEmpty();
        }

        String protocol() {
            return tcp ? "tcp" : "udp";
        }
    }

    /** The services whose jars are there; the login's reference is the staff's. */
    static List<MatrixService> services(Path top) {
        return Arrays.stream(MatrixService.values())
                .filter(service -> Files.exists(service.jar(top)))
                .toList();
    }

    /** Lets all of them talk. */
    List<Exchange> run() throws IOException, InterruptedException {
        List<Program> servers = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            startServers(servers);
            List<Callable<Exchange>> exchanges = new ArrayList<>();
            for (MatrixService service : services(top)) {
                for (String from : HOSTS) {
                    for (String to : HOSTS) {
                        if (!from.equals(to) && expected.serves(to, service.port())) {
                            exchanges.add(() -> ask(from, to, service, true));
                            exchanges.add(() -> ask(from, to, service, false));
                        }
                    }
                }
            }
            List<Exchange> seen = new ArrayList<>();
            for (Future<Exchange> each : clients.invokeAll(exchanges)) {
                seen.add(each.get());
            }
            seen.replaceAll(this::askAgain);
            return seen;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            clients.shutdownNow();
            servers.forEach(Program::close);
        }
    }

    private void startServers(List<Program> servers) throws IOException {
        for (MatrixService service : services(top)) {
            for (String host : HOSTS) {
                if (expected.serves(host, service.port())) {
                    servers.add(start(host, service, "tcp-server", String.valueOf(service.port())));
                    servers.add(start(host, service, "udp-server", String.valueOf(service.port())));
                }
            }
        }
        for (Program server : servers) {
            try {
                server.listeningPort();
            } catch (ProgramException e) {
                throw new LabException(
                        Lab.MESSAGES.get("error.server", server.errors().strip()));
            }
        }
    }

    private Exchange ask(String from, String to, MatrixService service, boolean tcp) throws IOException {
        String program = tcp ? "tcp-client" : "udp-client";
        boolean must = expected.reaches(from, to, service.port());
        String name = expected.name(from, to, service.port());
        try (Program client = start(from, service, program, name, String.valueOf(service.port()))) {
            for (String line : service.typed()) {
                client.type(line);
            }
            client.endInput();
            int status = client.awaitExit();
            String said = status == 0 && service.isReply(client.output()) ? "" : said(client);
            return new Exchange(from, to, service, tcp, must, said);
        }
    }

    /** A machine that is busy may make a UDP client wait too long: who should have got an answer asks again, now alone. */
    private Exchange askAgain(Exchange first) {
        if (first.seen() || !first.expected() || !expected.isCertain()) {
            return first;
        }
        try {
            return ask(first.from(), first.to(), first.service(), first.tcp());
        } catch (IOException e) {
            return first;
        }
    }

    private static String said(Program client) {
        String line = client.errors().strip();
        return line.isEmpty() ? "wrong reply" : line.split("[:\\n]", 2)[0];
    }

    private Program start(String host, MatrixService service, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // They live for a second, and only the login's hash is worth compiling.
        command.add(service == MatrixService.LOGIN ? "-XX:TieredStopAtLevel=1" : "-Xint");
        command.add("-XX:-UsePerfData");
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstdin.encoding=UTF-8", "-Duser.language=en"));
        command.addAll(List.of("-jar", service.jar(top).toString()));
        command.addAll(List.of(args));
        return Program.start(lab.command(host, command.toArray(String[]::new)));
    }
}
