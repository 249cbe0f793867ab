package netprog.grading;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A listener that keeps hold of the sockets it gave out. A socket that a program forgets without closing it is closed by the
 * garbage collector at some time: whether a test sees the end of the connection must not depend on that.
 */
final class RetainingServerSocket extends ServerSocket {
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    RetainingServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
        Socket socket = super.accept();
        accepted.add(socket);
        return socket;
    }

    /** Whether it, or an open socket that it gave out, has a time limit. */
    boolean hasTimeLimit() throws IOException {
        for (Socket socket : accepted) {
            if (!socket.isClosed() && socket.getSoTimeout() > 0) {
                return true;
            }
        }
        return getSoTimeout() > 0;
    }

    /** Closes what it gave out, behind the end of the test: sockets of a child that lives on are not to pile up. */
    void closeAccepted() {
        for (Socket socket : accepted) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }
}
