package netprog.netlab.doctor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netprog.week03.TcpTimeServer;
import netprog.week03.UdpTimeServer;
import netprog.week04.echo.TcpCaseServer;
import netprog.week04.echo.TcpEchoServer;
import netprog.week04.echo.UdpCaseServer;
import netprog.week04.echo.UdpEchoServer;
import netprog.wire.Wire;

/**
 * DoctorServers in one process, good and bad. Each argument is one: protocol, kind, and what its {@code main} takes, such as
 * {@code "tcp time 30000 --bind 127.0.0.1"}. Each prints a line that begins with {@code listening on} once it can be reached.
 */
final class DoctorServers {
    /** Keeps what must not be closed. */
    private static final List<Socket> KEPT = new ArrayList<>();

    private DoctorServers() {}

    interface Conversation {
        void with(Socket client) throws Exception;
    }

    public static void main(String[] servers) {
        for (String server : servers) {
            String[] words = server.split(" ");
            String[] args = Arrays.copyOfRange(words, 2, words.length);
            new Thread(() -> serve(words[0] + " " + words[1], args)).start();
        }
    }

    private static void serve(String kind, String[] args) {
        try {
            int port = Integer.parseInt(args[0]);
            switch (kind) {
                case "tcp time" -> TcpTimeServer.main(args);
                case "udp time" -> UdpTimeServer.main(args);
                case "tcp echo" -> TcpEchoServer.main(args);
                case "udp echo" -> UdpEchoServer.main(args);
                case "tcp case" -> TcpCaseServer.main(args);
                case "udp case" -> UdpCaseServer.main(args);
                case "tcp login" -> accept(port, DoctorServers::welcome);
                case "udp login" -> answer(port, Wire.frameWithGarbage("403 Login Required\n"));
                case "tcp late-time" -> accept(port, DoctorServers::late);
                case "tcp frames" ->
                    accept(port, client -> client.getOutputStream().write(Wire.frame("1 2 3")));
                case "tcp http" -> http(port);
                case "tcp ssh" ->
                    accept(
                            port,
                            client -> client.getOutputStream()
                                    .write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII)));
                case "udp nonsense" -> answer(port, new byte[] {1, 2, 3});
                case "udp other-port" -> answer(port, new DatagramSocket(), new byte[] {1, 2, 3});
                case "udp silent" -> new DatagramSocket(port).receive(listening(new DatagramPacket(new byte[1], 1)));
                case "tcp silent" -> accept(port, KEPT::add);
                case "tcp closes" -> accept(port, Socket::close);
                case "tcp resets" -> accept(port, DoctorServers::reset);
                case "tcp full" -> full(port);
                default -> throw new IllegalArgumentException(kind);
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static <T> T listening(T what) {
        System.out.println("listening on something of our own");
        return what;
    }

    private static void accept(int port, Conversation conversation) throws Exception {
        try (ServerSocket listener = new ServerSocket(port)) {
            listening(listener);
            while (true) {
                Socket client = listener.accept();
                conversation.with(client);
            }
        }
    }

    private static void welcome(Socket client) throws IOException {
        client.getOutputStream().write(Wire.frameWithGarbage("Welcome to Server!!"));
        KEPT.add(client);
    }

    /** As a server does that looks its client's name up first. */
    private static void late(Socket client) throws Exception {
        new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
        client.getOutputStream().write(Wire.bytes("Wed Sep 16 10:15:00 2020\n\0"));
        client.close();
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static void answer(int port, byte[] reply) throws IOException {
        answer(port, null, reply);
    }

    /** Answers from a socket of its own, if there is one. */
    private static void answer(int port, DatagramSocket sender, byte[] reply) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            listening(socket);
            while (true) {
                DatagramPacket request = new DatagramPacket(new byte[4096], 4096);
                socket.receive(request);
                (sender == null ? socket : sender)
                        .send(new DatagramPacket(reply, reply.length, request.getSocketAddress()));
            }
        }
    }

    private static void http(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.start();
        listening(server);
    }

    /** A server that does not call accept, and whose queue others have filled. */
    private static void full(int port) throws Exception {
        try (ServerSocket listener = new ServerSocket(port, 1)) {
            for (boolean room = true; room; ) {
                Socket client = new Socket();
                KEPT.add(client);
                try {
                    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 300);
                } catch (IOException e) {
                    room = false;
                }
            }
            listening(listener);
            new CountDownLatch(1).await();
        }
    }
}
