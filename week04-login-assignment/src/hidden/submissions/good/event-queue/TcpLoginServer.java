package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {

    private enum Kind { CONNECTED, RECEIVED, LOST, LISTENER_CLOSED }

    private record Event(Kind kind, Connection connection, Frame frame, IOException problem) {}

    /** What the dispatcher tells a connection: a frame to send, and whether this was the last one. */
    private record Order(Frame frame, boolean last) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Set<Connection> strangers = new HashSet<>();
    private final Map<Connection, String> loggedIn = new HashMap<>();
    private final Authenticator users;

    private TcpLoginServer(Authenticator users) {
        this.users = users;
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        TcpLoginServer server = new TcpLoginServer(users);
        server.start("acceptor", () -> server.accept(listener));
        server.dispatch();
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Connection connection = new Connection(listener.accept());
                events.add(new Event(Kind.CONNECTED, connection, null, null));
                start("connection " + connection.socket.getRemoteSocketAddress(), connection);
            }
        } catch (IOException e) {
            events.add(new Event(Kind.LISTENER_CLOSED, null, null, e));
        }
    }

    /** Only this thread touches the sets above. */
    private void dispatch() throws IOException {
        try {
            while (true) {
                Event event = events.take();
                switch (event.kind()) {
                    case CONNECTED -> {
                        strangers.add(event.connection());
                        event.connection().orders.put(new Order(Frame.of("Welcome to Server!!"), false));
                    }
                    case RECEIVED -> {
                        Connection connection = event.connection();
                        Order order = strangers.contains(connection)
                            ? new Order(login(connection, event.frame()), false)
                            : work(connection, event.frame());
                        connection.orders.put(order);
                    }
                    case LOST -> {
                        strangers.remove(event.connection());
                        loggedIn.remove(event.connection());
                    }
                    case LISTENER_CLOSED -> throw event.problem();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            strangers.forEach(Connection::close);
            loggedIn.keySet().forEach(Connection::close);
        }
    }

    private Frame login(Connection connection, Frame frame) {
        LoginRequest request;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            return Frame.of("400 Bad Request\n");
        }
        return switch (users.authenticate(request)) {
            case INVALID_ID -> Frame.of("401 Invalid ID\n");
            case INVALID_PASSWORD -> Frame.of("402 Invalid Password\n");
            case WELCOME -> {
                strangers.remove(connection);
                loggedIn.put(connection, request.id());
                yield Frame.of("200 Welcome " + request.id() + "!!\n");
            }
        };
    }

    private Order work(Connection connection, Frame frame) {
        if (CaseService.isEnd(frame)) {
            System.out.println("Session finished for " + loggedIn.get(connection) + ".");
            return new Order(null, true);
        }
        return new Order(CaseService.reply(frame), false);
    }

    /** Waits for an order, carries it out, waits for a frame, hands it in, and so on. */
    private final class Connection implements Runnable {
        private final Socket socket;
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>(1);

        Connection(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void run() {
            try {
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                while (true) {
                    Order order = orders.take();
                    if (order.frame() != null) {
                        order.frame().writeTo(out);
                    }
                    Frame next = order.last() ? null : Frame.readFrom(in);
                    if (next == null) {
                        break;
                    }
                    events.add(new Event(Kind.RECEIVED, this, next, null));
                }
            } catch (IOException | InterruptedException e) {
                // reported as lost, whatever it was
            } finally {
                close();
                events.add(new Event(Kind.LOST, this, null, null));
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                System.err.println("cannot close " + socket + ": " + e);
            }
        }
    }
}
