package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.io.ByteArrayInputStream;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** All clients in one loop: nobody is waited for longer than a millisecond. */
public class TcpLoginServer {

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        List<Client> clients = new ArrayList<>();
        ExecutorService writers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "writer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            listener.setSoTimeout(2);
            while (!listener.isClosed()) {
                try {
                    clients.add(new Client(listener.accept(), users, writers));
                } catch (SocketTimeoutException e) {
                    // nobody new
                }
                for (Iterator<Client> i = clients.iterator(); i.hasNext(); ) {
                    Client client = i.next();
                    if (!client.poll()) {
                        client.close();
                        i.remove();
                    }
                }
            }
        } finally {
            for (Client client : clients)
                client.close();
            writers.shutdown();
        }
    }

    private static class Client {
        private final Socket socket;
        private final Authenticator users;
        private final ExecutorService writers;
        private final byte[] frame = new byte[Frame.SIZE];
        private int have;
        private Future<Void> writing;
        private String id;

        Client(Socket socket, Authenticator users, ExecutorService writers) {
            this.socket = socket;
            this.users = users;
            this.writers = writers;
            write(Frame.of("Welcome to Server!!"));
        }

        /** Does what can be done without waiting; false if this client is done. */
        boolean poll() {
            try {
                if (writing != null) {
                    if (!writing.isDone())
                        return true;
                    writing.get();
                    writing = null;
                }
                socket.setSoTimeout(1);
                int n;
                try {
                    n = socket.getInputStream().read(frame, have, frame.length - have);
                } catch (SocketTimeoutException e) {
                    return true;
                }
                if (n < 0)
                    return false;
                have += n;
                if (have < frame.length)
                    return true;
                have = 0;
                return frame(Frame.readFrom(new ByteArrayInputStream(frame)));
            } catch (IOException | ExecutionException | InterruptedException e) {
                return false;
            }
        }

        private boolean frame(Frame request) {
            if (id == null) {
                write(Frame.of(login(request.text())));
                return true;
            }
            if (CaseService.isEnd(request)) {
                System.out.println("Session finished for " + id + ".");
                return false;
            }
            write(CaseService.reply(request));
            return true;
        }

        private String login(String text) {
            LoginRequest request;
            try {
                request = LoginRequest.parse(text);
            } catch (IllegalArgumentException e) {
                return "400 Bad Request\n";
            }
            switch (users.authenticate(request)) {
                case INVALID_ID:
                    return "401 Invalid ID\n";
                case INVALID_PASSWORD:
                    return "402 Invalid Password\n";
                default:
                    id = request.id();
                    return "200 Welcome " + id + "!!\n";
            }
        }

        private void write(Frame reply) {
            writing = writers.submit(() -> {
                reply.writeTo(socket.getOutputStream());
                return null;
            });
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                System.out.println("close: " + e.getMessage());
            }
        }
    }
}
