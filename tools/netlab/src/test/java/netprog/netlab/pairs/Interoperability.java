package netprog.netlab.pairs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import netprog.wire.Program;
import netprog.wire.Recording;
import netprog.wire.UdpTap;
import netprog.wire.Wire;

/** Every server with every client, in every service, over TCP and UDP. */
final class Interoperability {
    private static final List<String> TRANSPORTS = List.of("tcp", "udp");

    private final PairHosts machines;

    Interoperability(PairHosts machines) {
        this.machines = machines;
    }

    Document document() throws Exception {
        List<Callable<List<String>>> work = new ArrayList<>();
        for (Platform server : Platform.values()) {
            for (PairService service : PairService.values()) {
                TRANSPORTS.forEach(transport -> work.add(() -> talks(server, service, transport)));
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

    /** One server, and every client after the other: what became of each. */
    private List<String> talks(Platform side, PairService service, String transport) throws IOException {
        List<String> results = new ArrayList<>();
        try (Program server = machines.server(side, service, transport)) {
            int port = server.listeningPort();
            for (Platform client : Platform.values()) {
                results.add(
                        transport.equals("tcp")
                                ? talk(client, service, transport, port)
                                : udpTalk(client, service, port));
            }
        }
        return results;
    }

    /**
     * Talks again where a request was sent twice: on a busy machine an answer takes longer than the second that our clients
     * wait, and a second answer that comes late may be taken for the next one's. UDP has no cure for that, and it is not
     * what this table is about.
     */
    private String udpTalk(Platform side, PairService service, int port) throws IOException {
        String result = "";
        for (int tries = 0; tries < 10; tries++) {
            Recording recording = new Recording();
            try (UdpTap tap = new UdpTap(Wire.local(port), recording)) {
                result = talk(side, service, "udp", tap.port());
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

    private String talk(Platform side, PairService service, String transport, int port) throws IOException {
        byte[] typed = PairHosts.typed(side, side.terminal(), service.typed(side));
        Program client = machines.run(side, List.of(), service, transport, port, typed);
        int status = client.awaitExit();
        String screen = PairHosts.screen(client, side.terminal());
        return status == 0 && service.isShown(screen) ? "ok" : status + ": " + client.errors() + screen;
    }
}
