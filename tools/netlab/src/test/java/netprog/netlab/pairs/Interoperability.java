package netprog.netlab.pairs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import netprog.wire.Program;
import netprog.wire.Recording;
import netprog.wire.UdpTap;
import netprog.wire.Wire;

/** Every server with every client, for every service, over TCP and UDP. */
final class Interoperability {
    private static final List<String> TRANSPORTS = List.of("tcp", "udp");

    private final PairHosts hosts;

    Interoperability(PairHosts hosts) {
        this.hosts = hosts;
    }

    Document document() throws Exception {
        List<Callable<List<String>>> work = new ArrayList<>();
        for (Platform server : Platform.values()) {
            for (PairService service : PairService.values()) {
                TRANSPORTS.forEach(
                        transport -> work.add(() -> results(server, service, transport, List.of(Platform.values()))));
            }
        }
        List<List<String>> seen = Parallel.results(work);
        List<List<Object>> rows = new ArrayList<>();
        int columns = PairService.values().length * TRANSPORTS.size();
        for (Platform server : Platform.values()) {
            for (Platform client : Platform.values()) {
                List<Object> row = new ArrayList<>(List.of(server, client));
                for (int i = 0; i < columns; i++) {
                    row.add(seen.get(server.ordinal() * columns + i).get(client.ordinal()));
                }
                rows.add(row);
            }
        }
        return new Document("pairs").table("table", heads(), rows);
    }

    private static List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("server", "client"));
        for (PairService service : PairService.values()) {
            TRANSPORTS.forEach(transport -> heads.add(service.name() + "." + transport));
        }
        return heads;
    }

    /** One server, and these clients one after the other: "ok" for each, or what went wrong. */
    List<String> results(Platform server, PairService service, String transport, List<Platform> clients)
            throws IOException {
        List<String> results = new ArrayList<>();
        try (Program program = hosts.server(server, service, transport)) {
            int port = program.listeningPort();
            for (Platform client : clients) {
                results.add(
                        transport.equals("tcp")
                                ? result(client, service, transport, port)
                                : udpResult(client, service, port));
            }
        }
        return results;
    }

    /**
     * Runs the client again if a request was sent twice: on a busy machine a reply takes longer than the second that our
     * clients wait, and a late second reply may be taken for that to the next request. That is how UDP is, and not what this
     * table shows.
     */
    private String udpResult(Platform platform, PairService service, int port) throws IOException {
        String result = "";
        for (int tries = 0; tries < 10; tries++) {
            Recording recording = new Recording();
            try (UdpTap tap = new UdpTap(Wire.local(port), recording)) {
                result = result(platform, service, "udp", tap.port());
            }
            long sent = recording.steps().stream()
                    .filter(step -> step.from().equals("client"))
                    .count();
            if (sent <= service.requests()) {
                return result;
            }
        }
        return result;
    }

    private String result(Platform platform, PairService service, String transport, int port) throws IOException {
        byte[] typed = PairHosts.typed(platform, platform.terminal(), service.typed(platform));
        Program client = hosts.run(platform, List.of(), service, transport, port, typed);
        int status = client.awaitExit();
        String screen = PairHosts.screen(client, platform.terminal());
        return status == 0 && service.isShown(screen) ? "ok" : status + ": " + client.errors() + screen;
    }
}
