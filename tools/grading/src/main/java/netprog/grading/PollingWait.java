package netprog.grading;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/** Waits on a socket in short turns, so that the wait ends early where nothing more can come. */
final class PollingWait {
    private static final int TURN = 50; // milliseconds

    private interface Turn<T> {
        T take(int millis) throws IOException;
    }

    private PollingWait() {}

    /** Waits for a datagram until the time is up or {@code over}; what was sent before counts. */
    static DatagramPacket receive(DatagramSocket socket, int millis, BooleanSupplier over) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        return await(millis, over, turn -> {
            socket.setSoTimeout(turn);
            socket.receive(packet);
            return packet;
        });
    }

    /** Waits for a connection until the time is up or {@code over}. */
    static Socket accept(ServerSocket listener, int millis, BooleanSupplier over) throws IOException {
        return await(millis, over, turn -> {
            listener.setSoTimeout(turn);
            return listener.accept();
        });
    }

    /** Waits for bytes until the time is up or {@code over}; gives their number, or -1 at the end of the stream. */
    static int read(Socket socket, byte[] buffer, int millis, BooleanSupplier over) throws IOException {
        return await(millis, over, turn -> {
            socket.setSoTimeout(turn);
            return socket.getInputStream().read(buffer);
        });
    }

    private static <T> T await(int millis, BooleanSupplier over, Turn<T> turn) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (true) {
            long left = (end - System.nanoTime()) / 1_000_000;
            boolean last = left <= TURN || over.getAsBoolean(); // asked before the turn
            try {
                return turn.take((int) Math.max(1, Math.min(TURN, left)));
            } catch (SocketTimeoutException e) {
                if (last) {
                    throw e;
                }
            }
        }
    }
}
