package netprog.netlab.pairs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.Recording;
import netprog.wire.TcpTap;
import netprog.wire.Wire;
import org.awaitility.Awaitility;

/**
 * A client's whole session over TCP, with a tap between it and the server.
 *
 * @param status the client's exit status
 * @param screen the bytes that the client wrote to its screen
 * @param sent what the client sent, all in one
 * @param got what the server sent, all in one
 */
record TappedSession(int status, byte[] screen, byte[] sent, byte[] got) {
    /** Runs a client of the server at this port of 127.0.0.1, with all of its input. */
    static TappedSession of(
            PairHosts hosts,
            Platform platform,
            List<String> jvm,
            PairService service,
            int port,
            byte[] typed,
            String... options)
            throws IOException {
        Recording recording = new Recording();
        try (TcpTap tap = new TcpTap(Wire.local(port), recording)) {
            Program client = hosts.run(platform, jvm, service, "tcp", tap.port(), typed, options);
            // What the client sent last is on its way through the tap.
            Awaitility.await().atMost(Program.TIMEOUT).until(() -> hasEnded("client", recording));
            return new TappedSession(
                    client.awaitExit(), client.outputBytes(), from("client", recording), from("server", recording));
        }
    }

    private static boolean hasEnded(String sender, Recording recording) {
        return recording.steps().stream()
                .anyMatch(step -> step.from().equals(sender)
                        && (step.kind() == Recording.Kind.END || step.kind() == Recording.Kind.RESET));
    }

    private static byte[] from(String sender, Recording recording) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        recording.steps().stream()
                .filter(step -> step.from().equals(sender) && step.kind() == Recording.Kind.DATA)
                .forEach(step -> all.writeBytes(step.data()));
        return all.toByteArray();
    }

    /** The first message: up to its NUL if that comes before its line end, with the line end. */
    static byte[] message(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0 && (end == 0 || bytes[end - 1] != '\n')) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }
}
