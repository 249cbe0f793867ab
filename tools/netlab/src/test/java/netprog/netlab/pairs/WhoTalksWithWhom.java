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
final class WhoTalksWithWhom {
    private static final List<String> TRANSPORTS = List.of("tcp", "udp");

    private final Machines machines;

    WhoTalksWithWhom(Machines machines) {
        this.machines = machines;
    }

    Document document() throws Exception {
        List<Callable<List<String>>> work = new ArrayList<>();
        for (Side server : Side.values()) {
            for (Service service : Service.values()) {
                TRANSPORTS.forEach(transport -> work.add(() -> talks(server, service, transport)));
            }
        }
        List<List<String>> seen = Together.results(work);
        List<List<Object>> rows = new ArrayList<>();
        int columns = Service.values().length * TRANSPORTS.size();
        for (Side server : Side.values()) {
            for (Side client : Side.values()) {
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
        for (Service service : Service.values()) {
            TRANSPORTS.forEach(transport -> heads.add(service.name() + "." + transport));
        }
        return heads;
    }

    /** One server, and every client after the other: what became of each. */
    private List<String> talks(Side side, Service service, String transport) throws IOException {
        List<String> results = new ArrayList<>();
        try (Program server = machines.server(side, service, transport)) {
            int port = server.listeningPort();
            for (Side client : Side.values()) {
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
    private String udpTalk(Side side, Service service, int port) throws IOException {
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

    private String talk(Side side, Service service, String transport, int port) throws IOException {
        byte[] typed = Machines.typed(side, side.terminal(), service.typed(side));
        Program client = machines.run(side, List.of(), service, transport, port, typed);
        int status = client.awaitExit();
        String screen = Machines.screen(client, side.terminal());
        return status == 0 && service.isShown(screen) ? "ok" : status + ": " + client.errors() + screen;
    }
}
