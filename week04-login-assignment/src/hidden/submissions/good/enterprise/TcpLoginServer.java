package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {

    // ---- transport -------------------------------------------------------------------------------------------------

    private interface Transport extends AutoCloseable {
        Optional<Frame> receive() throws IOException;

        void send(Frame frame) throws IOException;

        @Override
        void close() throws IOException;
    }

    private static final class SocketTransport implements Transport {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        SocketTransport(Socket socket) throws IOException {
            this.socket = Objects.requireNonNull(socket);
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        @Override
        public Optional<Frame> receive() throws IOException {
            return Optional.ofNullable(Frame.readFrom(in));
        }

        @Override
        public void send(Frame frame) throws IOException {
            frame.writeTo(out);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    // ---- protocol --------------------------------------------------------------------------------------------------

    private enum Reply {
        GREETING("Welcome to Server!!"),
        WELCOME("200 Welcome %s!!\n"),
        BAD_REQUEST("400 Bad Request\n"),
        INVALID_ID("401 Invalid ID\n"),
        INVALID_PASSWORD("402 Invalid Password\n");

        private final String format;

        Reply(String format) {
            this.format = format;
        }

        Frame frame(Object... arguments) {
            return Frame.of(String.format(format, arguments));
        }

        static Reply to(Authenticator.Result result) {
            return valueOf(result.name());
        }
    }

    private sealed interface State permits LoginState, CaseState, EndState {
        /** What comes after this request: a reply, perhaps, and the next state. */
        Step next(Frame request);
    }

    private record Step(Optional<Frame> reply, State state) {
        static Step of(Frame reply, State state) {
            return new Step(Optional.of(reply), state);
        }
    }

    private record LoginState(Authenticator users) implements State {
        @Override
        public Step next(Frame request) {
            try {
                LoginRequest login = LoginRequest.parse(request.text());
                Reply reply = Reply.to(users.authenticate(login));
                return Step.of(reply.frame(login.id()), reply == Reply.WELCOME ? new CaseState(login.id()) : this);
            } catch (IllegalArgumentException e) {
                return Step.of(Reply.BAD_REQUEST.frame(), this);
            }
        }
    }

    private record CaseState(String user) implements State {
        @Override
        public Step next(Frame request) {
            return CaseService.isEnd(request)
                ? new Step(Optional.empty(), new EndState(user))
                : Step.of(CaseService.reply(request), this);
        }
    }

    private record EndState(String user) implements State {
        @Override
        public Step next(Frame request) {
            throw new IllegalStateException("The session has ended.");
        }
    }

    // ---- session ---------------------------------------------------------------------------------------------------

    private static final class Session implements Runnable {
        private static final AtomicLong COUNTER = new AtomicLong();

        private final long number = COUNTER.incrementAndGet();
        private final Socket socket;
        private State state;

        Session(Socket socket, State initial) {
            this.socket = socket;
            this.state = initial;
        }

        @Override
        public void run() {
            try (Socket s = socket; Transport transport = new SocketTransport(s)) {
                transport.send(Reply.GREETING.frame());
                while (!(state instanceof EndState)) {
                    Optional<Frame> request = transport.receive();
                    if (request.isEmpty()) {
                        log("left");
                        return;
                    }
                    Step step = state.next(request.get());
                    if (step.reply().isPresent()) {
                        transport.send(step.reply().get());
                    }
                    state = step.state();
                }
                log("Session finished for " + ((EndState) state).user() + ".");
            } catch (IOException e) {
                log(e.toString());
            }
        }

        private void log(String text) {
            System.out.println("[session " + number + "] " + text);
        }
    }

    // ---- entry -----------------------------------------------------------------------------------------------------

    private TcpLoginServer() {
        throw new AssertionError("no instances");
    }

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        Objects.requireNonNull(users, "users");
        while (!listener.isClosed()) {
            Thread thread = new Thread(new Session(listener.accept(), new LoginState(users)));
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> e.printStackTrace());
            thread.start();
        }
    }
}
