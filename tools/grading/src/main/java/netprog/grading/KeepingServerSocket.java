package netprog.grading;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A listener that keeps hold of the sockets it gave out. A socket that a program forgets without closing it is closed by the
 * garbage collector at some time: whether a test sees the end of the connection must not depend on that.
 */
final class KeepingServerSocket extends ServerSocket {
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

    KeepingServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
        Socket socket = super.accept();
        accepted.add(socket);
        return socket;
    }
}
