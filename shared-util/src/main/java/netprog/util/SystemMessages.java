package netprog.util;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * What this system says for three errors, in its own language: each is made on purpose. Java gives no error number, and one
 * class for several of them.
 */
final class SystemMessages {
    private interface Call {
        void run() throws IOException;
    }

    private SystemMessages() {}

    static String addressInUse() {
        return messageOf(() -> {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket()) {
                second.bind(first.getLocalSocketAddress());
            }
        });
    }

    static String addressNotLocal() {
        return messageOf(() -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress("203.0.113.1", 0)); // for documentation (RFC 5737): no host has it
            }
        });
    }

    static String networkUnreachable() {
        return messageOf(() -> {
            try (Socket socket = new Socket()) {
                // Linux makes no TCP connection to a broadcast address, and sends nothing.
                socket.connect(new InetSocketAddress("127.255.255.255", 9), 1000);
            }
        });
    }

    /** The message of the exception; empty where there was none. */
    private static String messageOf(Call call) {
        try {
            call.run();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
