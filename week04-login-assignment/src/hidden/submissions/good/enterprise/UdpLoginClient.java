package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import netprog.week04.echo.Frame;

public class UdpLoginClient {

    /** How often, and how long each time. */
    private record RetryPolicy(int attempts, Duration patience) {}

    static final class DatagramLink implements TcpLoginClient.Link {
        private final DatagramSocket socket;
        private final InetSocketAddress server;
        private final RetryPolicy policy;

        private DatagramLink(DatagramSocket socket, InetSocketAddress server, RetryPolicy policy) {
            this.socket = socket;
            this.server = server;
            this.policy = policy;
        }

        @Override
        public Frame exchange(Frame request) throws IOException {
            discard();
            for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
                socket.send(request.toPacket(server));
                Optional<Frame> reply = await(Instant.now().plus(policy.patience()));
                if (reply.isPresent()) {
                    return reply.get();
                }
            }
            throw new IOException("The server " + server + " does not answer.");
        }

        @Override
        public Optional<Frame> finish(Frame request) throws IOException {
            return Optional.of(exchange(request));
        }

        private void discard() throws IOException {
            Instant deadline = Instant.now().plusMillis(100);
            while (Instant.now().isBefore(deadline) && receive(1).isPresent()) {
                continue;
            }
        }

        private Optional<Frame> await(Instant deadline) throws IOException {
            while (true) {
                long millis = Duration.between(Instant.now(), deadline).toMillis();
                if (millis <= 0) {
                    return Optional.empty();
                }
                Optional<DatagramPacket> packet = receive((int) millis);
                if (packet.isEmpty()) {
                    return Optional.empty();
                }
                if (packet.get().getSocketAddress().equals(server)) {
                    return packet.map(Frame::from);
                }
            }
        }

        private Optional<DatagramPacket> receive(int millis) throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            socket.setSoTimeout(millis);
            try {
                socket.receive(packet);
                return Optional.of(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
        }
    }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            DatagramLink link = new DatagramLink(socket, server, new RetryPolicy(3, Duration.ofSeconds(1)));
            return new TcpLoginClient.Console(keyboard, screen).talk(link);
        }
    }
}
