package netprog.netlab.topology;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a lab with a fault: {@code tcp|udp PORT KIND [ADDRESS]}. A kind: {@code echo}; {@code silent} accepts and sends
 * nothing; {@code full} does not accept, and its queue is full; {@code http}; {@code closes} at once. Prints {@code ready}.
 */
public final class FaultServer {
    private FaultServer() {}

    public static void main(String... args) throws Exception {
        int port = Integer.parseInt(args[1]);
        InetSocketAddress at = args.length > 3
                ? new InetSocketAddress(InetAddress.getByName(args[3]), port)
                : new InetSocketAddress(port);
        if (args[0].equals("udp")) {
            datagrams(at, args[2]);
        } else {
            connections(at, args[2]);
        }
    }

    private static void datagrams(InetSocketAddress at, String kind) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(at)) {
            System.out.println("ready");
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
                socket.receive(packet);
                if (kind.equals("echo")) {
                    socket.send(packet);
                }
            }
        }
    }

    private static void connections(InetSocketAddress at, String kind) throws Exception {
        List<Socket> kept = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(at, kind.equals("full") ? 1 : 50);
            while (kind.equals("full") && fill(at.getPort(), kept)) {
                continue;
            }
            System.out.println("ready");
            while (!kind.equals("full")) {
                Socket client = listener.accept();
                kept.add(client); // else it would be closed with the object
                new Thread(() -> serve(client, kind)).start();
            }
            Thread.currentThread().join(); // until the lab ends
        }
    }

    /** Connects once more; false if nobody answers. */
    private static boolean fill(int port, List<Socket> kept) {
        Socket client = new Socket();
        kept.add(client);
        try {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 300);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void serve(Socket client, String kind) {
        try {
            switch (kind) {
                case "echo" -> client.getInputStream().transferTo(client.getOutputStream());
                case "http" -> {
                    client.getInputStream().read();
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                case "closes" -> client.shutdownOutput();
                default -> {
                    return;
                }
            }
            client.close();
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
