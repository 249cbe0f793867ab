package netprog.grading;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/** Waits on a socket in short turns: from a program that has ended nothing more will come. */
final class Turns {
    private static final int TURN = 50; // milliseconds

    private interface Turn<T> {
        T take(int millis) throws IOException;
    }

    private Turns() {}

    /** Waits for a datagram, as long as the program has not ended; what it sent before counts. */
    static DatagramPacket receive(DatagramSocket socket, int millis, BooleanSupplier ended) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        return await(millis, ended, turn -> {
            socket.setSoTimeout(turn);
            socket.receive(packet);
            return packet;
        });
    }

    /** Waits for a connection, as long as the program has not ended. */
    static Socket accept(ServerSocket listener, int millis, BooleanSupplier ended) throws IOException {
        return await(millis, ended, turn -> {
            listener.setSoTimeout(turn);
            return listener.accept();
        });
    }

    private static <T> T await(int millis, BooleanSupplier ended, Turn<T> turn) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (true) {
            long left = (end - System.nanoTime()) / 1_000_000;
            boolean last = left <= TURN || ended.getAsBoolean(); // asked before the turn
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
