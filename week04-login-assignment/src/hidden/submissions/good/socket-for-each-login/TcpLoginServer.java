package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** Each frame is a task: it reads, answers, and hands the client on to the next task. The pool grows as it has to. */
public final class TcpLoginServer {
    private TcpLoginServer() {}

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "login");
            thread.setDaemon(true);
            return thread;
        });
        try {
            while (true) {
                Client client = new Client(listener.accept(), users, pool);
                pool.execute(client::greet);
            }
        } finally {
            pool.shutdown(); // refuses the next task of everybody: they end with the server
        }
    }

    private static final class Client {
        private final Socket socket;
        private final Authenticator users;
        private final ExecutorService pool;
        private volatile String id; // volatile: another thread takes over, and execute makes it visible anyway

        Client(Socket socket, Authenticator users, ExecutorService pool) {
            this.socket = socket;
            this.users = users;
            this.pool = pool;
        }

        private interface Work {
            /** Gives what is to be done next; null is the end. */
            Work work() throws IOException;
        }

        void greet() {
            step(() -> say("Welcome to Server!!", this::login));
        }

        private void step(Work work) {
            Work next = null;
            try {
                next = work.work();
                if (next != null) {
                    Work then = next;
                    pool.execute(() -> step(then));
                }
            } catch (RejectedExecutionException e) {
                next = null;
            } catch (IOException e) {
                System.out.println("lost " + socket.getRemoteSocketAddress() + ": " + e.getMessage());
            } finally {
                if (next == null) {
                    close();
                }
            }
        }

        private Work say(String text, Work next) throws IOException {
            Frame.of(text).writeTo(socket.getOutputStream());
            return next;
        }

        private Work login() throws IOException {
            Frame request = Frame.readFrom(socket.getInputStream());
            if (request == null) {
                return null;
            }
            LoginRequest login;
            try {
                login = LoginRequest.parse(request.text());
            } catch (IllegalArgumentException e) {
                System.out.println("bad request: " + e.getMessage());
                return say("400 Bad Request\n", this::login);
            }
            Authenticator.Result result = users.authenticate(login);
            System.out.println(login + " " + result);
            switch (result) {
                case WELCOME:
                    id = login.id();
                    return say("200 Welcome " + id + "!!\n", this::service);
                case INVALID_ID:
                    return say("401 Invalid ID\n", this::login);
                default:
                    return say("402 Invalid Password\n", this::login);
            }
        }

        private Work service() throws IOException {
            Frame request = Frame.readFrom(socket.getInputStream());
            if (request == null || CaseService.isEnd(request)) {
                return null;
            }
            System.out.println("[" + id + "] a case request");
            CaseService.reply(request).writeTo(socket.getOutputStream());
            return this::service;
        }

        private void close() {
            try {
                socket.close();
            } catch (IOException e) {
                System.out.println("close: " + e.getMessage());
            }
            if (id != null) {
                System.out.println("Session finished for " + id + ".");
            }
        }
    }
}
