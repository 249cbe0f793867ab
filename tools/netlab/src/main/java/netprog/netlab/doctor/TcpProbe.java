package netprog.netlab.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collection;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;

/**
 * Connects, and finds out which service answers: a time or a login server sends first; a server that waits is sent
 * {@link Question#PROBE}.
 */
final class TcpProbe {
    /** How long a server may take to send first, at least; more if the round trip is long. */
    private static final int FIRST_BYTE_MILLIS = 150;

    private static final int MAX_BYTES = 4096;

    private final long start = System.nanoTime();
    private final InetAddress server;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private byte[] sent = new byte[0];
    private boolean ended;

    private TcpProbe(InetAddress server) {
        this.server = server;
    }

    /**
     * Asks; returns when the service is recognised, at the latest at the deadline.
     *
     * @param open receives the socket; to close it ends the probe
     */
    static Answer ask(InetAddress server, int port, Deadline deadline, Collection<Socket> open) {
        return new TcpProbe(server).ask(port, deadline, open);
    }

    private Answer ask(int port, Deadline deadline, Collection<Socket> open) {
        try (Socket socket = new Socket()) {
            open.add(socket);
            socket.connect(new InetSocketAddress(server, port), deadline.millis());
            long wait = Math.min(1000, Math.max(FIRST_BYTE_MILLIS, 4 * millis()));
            read(socket, deadline.earlierOf(wait));
            if (received.size() == 0 && !ended) {
                socket.getOutputStream().write(Question.PROBE);
                sent = Question.PROBE;
                read(socket, deadline);
            }
            return answer(received.size() > 0 ? Outcome.ANSWERED : ended ? Outcome.CLOSED : Outcome.SILENT, "");
        } catch (IOException e) {
            // What came before a reset counts.
            Outcome outcome = received.size() > 0 ? Outcome.ANSWERED : Outcome.of(e, Protocol.TCP);
            return answer(outcome, String.valueOf(e.getMessage()));
        }
    }

    /** Reads until the service is recognised, the end, nothing more comes for a while, or the deadline. */
    private void read(Socket socket, Deadline deadline) throws IOException {
        byte[] buffer = new byte[MAX_BYTES];
        Deadline quiet = deadline;
        while (!ended && received.size() < MAX_BYTES && service() == ServiceKind.UNKNOWN && !quiet.isOver()) {
            socket.setSoTimeout(quiet.millis());
            try {
                int count = socket.getInputStream().read(buffer, 0, MAX_BYTES - received.size());
                ended = count < 0;
                received.write(buffer, 0, Math.max(0, count));
                quiet = deadline.earlierOf(2 * FIRST_BYTE_MILLIS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private ServiceKind service() {
        return received.size() == 0 ? ServiceKind.UNKNOWN : ServiceKind.of(sent, received.toByteArray(), ended);
    }

    private Answer answer(Outcome outcome, String systemText) {
        byte[] bytes = received.toByteArray();
        ServiceKind service =
                bytes.length == 0 ? null : ServiceKind.of(sent, bytes, true); // nothing more is waited for
        return new Answer(outcome, service, bytes, server, millis(), systemText);
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
