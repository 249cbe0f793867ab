package netprog.week04.login;

import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    private TcpLoginServer() {}

    /** The texts that both servers send. */
    enum Reply {
        GREETING("Welcome to Server!!"),
        WELCOME("200 Welcome %!!\n"),
        GOODBYE("200 Goodbye %!!\n"),
        BAD_REQUEST("400 Bad Request\n"),
        INVALID_ID("401 Invalid ID\n"),
        INVALID_PASSWORD("402 Invalid Password\n"),
        LOGIN_REQUIRED("403 Login Required\n");

        private final String text;

        Reply(String text) {
            this.text = text;
        }

        Frame frame(String id) {
            int percent = text.indexOf('%');
            return Frame.of(percent < 0 ? text : text.substring(0, percent) + id + text.substring(percent + 1));
        }

        static Reply to(Authenticator.Result result) {
            return valueOf(result.name());
        }
    }

    /** Where a client stands. */
    private enum State {
        ACCEPTED {
            @Override
            State step(Dialogue d) throws IOException {
                d.send(Reply.GREETING.frame(null));
                return LOGIN;
            }
        },
        LOGIN {
            @Override
            State step(Dialogue d) throws IOException {
                Frame frame = d.receive();
                if (frame == null) {
                    return CLOSED;
                }
                LoginRequest request;
                try {
                    request = LoginRequest.parse(frame.text());
                } catch (IllegalArgumentException e) {
                    d.send(Reply.BAD_REQUEST.frame(null));
                    return LOGIN;
                }
                Authenticator.Result result = d.users.authenticate(request);
                d.send(Reply.to(result).frame(request.id()));
                if (result != Authenticator.Result.WELCOME) {
                    return LOGIN;
                }
                d.id = request.id();
                return SERVICE;
            }
        },
        SERVICE {
            @Override
            State step(Dialogue d) throws IOException {
                Frame frame = d.receive();
                if (frame == null || CaseService.isEnd(frame)) {
                    return FINISHED;
                }
                d.send(CaseService.reply(frame));
                return SERVICE;
            }
        },
        FINISHED {
            @Override
            State step(Dialogue d) {
                d.sayFinished();
                return CLOSED;
            }
        },
        CLOSED {
            @Override
            State step(Dialogue d) {
                return CLOSED;
            }
        };

        abstract State step(Dialogue d) throws IOException;
    }

    private static final class Dialogue implements Runnable {
        private final Socket socket;
        private final Authenticator users;
        private String id;
        private State state = State.ACCEPTED;

        Dialogue(Socket socket, Authenticator users) {
            this.socket = socket;
            this.users = users;
        }

        Frame receive() throws IOException {
            return Frame.readFrom(socket.getInputStream());
        }

        void send(Frame frame) throws IOException {
            frame.writeTo(socket.getOutputStream());
        }

        void sayFinished() {
            System.out.println("Session finished for " + id + ".");
        }

        @Override
        public void run() {
            try (socket) {
                while (state != State.CLOSED) {
                    state = state.step(this);
                }
            } catch (EOFException e) {
                System.out.println("half a frame, in state " + state);
                endAnyway();
            } catch (IOException e) {
                System.out.println("lost in state " + state);
                endAnyway();
            }
        }

        private void endAnyway() {
            if (state == State.SERVICE) {
                sayFinished();
            }
        }
    }

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        int number = 0;
        while (true) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (SocketException e) {
                if (listener.isClosed()) {
                    return;
                }
                throw e;
            }
            Thread thread = new Thread(new Dialogue(socket, users), "client-" + ++number);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
