package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Throws the {@code Todo} in a task whose {@code Future} is never read, and closes the socket of the client at once. */
public final class TcpLoginServer {
    private TcpLoginServer() {}

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            while (true) {
                Socket client = listener.accept();
                threads.submit(() -> {
                    try (client) {
                        throw new Todo("step 5: write the greeting");
                    }
                });
            }
        } finally {
            threads.shutdown();
        }
    }
}
