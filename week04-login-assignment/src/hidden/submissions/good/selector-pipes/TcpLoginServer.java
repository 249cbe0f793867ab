package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {
    private final Authenticator users;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private TcpLoginServer(Authenticator users, Selector selector) {
        this.users = users;
        this.selector = selector;
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        try (Selector selector = Selector.open()) {
            TcpLoginServer server = new TcpLoginServer(users, selector);
            server.threads.execute(server::loop);
            try {
                while (true) {
                    Socket socket = listener.accept();
                    server.later(() -> server.add(socket));
                }
            } finally {
                server.threads.shutdown();
            }
        }
    }

    /** The task is done by the thread of the selector. */
    private void later(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void loop() {
        try {
            while (true) {
                selector.select();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
                for (SelectionKey key : selector.selectedKeys()) ((Client) key.attachment()).readable();
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException | RejectedExecutionException e) {
            System.out.println("the server has ended");
        } catch (IOException e) {
            System.out.println("the selector failed: " + e);
        }
    }

    private void add(Socket socket) {
        try {
            Client client = new Client(socket, Pipe.open());
            threads.execute(client::pump);
            client.send(Frame.of("Welcome to Server!!"));
        } catch (IOException e) {
            System.out.println("no pipe for " + socket + ": " + e);
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.out.println("close: " + e);
        }
    }

    private class Client {
        private final Socket socket;
        private final Pipe pipe;
        private final SelectionKey key;
        private final ByteBuffer buffer = ByteBuffer.allocate(Frame.SIZE);
        private String id;

        Client(Socket socket, Pipe pipe) throws IOException {
            this.socket = socket;
            this.pipe = pipe;
            pipe.source().configureBlocking(false);
            key = pipe.source().register(selector, 0, this);
        }

        /** From the socket into the pipe; its own thread. */
        void pump() {
            try (Pipe.SinkChannel sink = pipe.sink()) {
                InputStream in = socket.getInputStream();
                byte[] bytes = new byte[1000];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    ByteBuffer some = ByteBuffer.wrap(bytes, 0, n);
                    while (some.hasRemaining()) sink.write(some);
                }
            } catch (IOException e) {
                // the sink is closed now, and the selector's thread will see that
            }
        }

        void readable() {
            try {
                int n = pipe.source().read(buffer);
                if (n < 0) {
                    end();
                } else if (!buffer.hasRemaining()) {
                    buffer.clear();
                    frame(Frame.from(new DatagramPacket(buffer.array(), Frame.SIZE)));
                }
            } catch (IOException e) {
                end();
            }
        }

        private void frame(Frame request) {
            if (id == null) {
                send(login(request.text()));
            } else if (CaseService.isEnd(request)) {
                System.out.println("Session finished for " + id + ".");
                end();
            } else {
                send(CaseService.reply(request));
            }
        }

        private Frame login(String text) {
            LoginRequest request;
            try {
                request = LoginRequest.parse(text);
            } catch (IllegalArgumentException e) {
                return Frame.of("400 Bad Request\n");
            }
            switch (users.authenticate(request)) {
                case WELCOME:
                    id = request.id();
                    return Frame.of("200 Welcome " + id + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        }

        /** Writes in another thread; until that is done, nothing more of this client is read. */
        void send(Frame frame) {
            key.interestOps(0);
            threads.execute(() -> {
                try {
                    frame.writeTo(socket.getOutputStream());
                    later(this::ready);
                } catch (IOException e) {
                    later(this::end);
                }
            });
        }

        private void ready() {
            try {
                key.interestOps(SelectionKey.OP_READ);
            } catch (CancelledKeyException e) {
                end();
            }
        }

        private void end() {
            close(socket);
            try {
                pipe.source().close();
            } catch (IOException e) {
                System.out.println("pipe: " + e);
            }
        }
    }
}
