package netprog.week04.login;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

class TcpLoginServer {
    private static final Logger LOG = Logger.getLogger(TcpLoginServer.class.getName());

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        ThreadGroup group = new ThreadGroup("logins");
        ThreadFactory threads = task -> new Thread(group, task);
        try {
            while (true) {
                Session session = new Session(listener.accept(), users);
                threads.newThread(session::run).start();
            }
        } catch (SocketException e) {
            LOG.log(Level.INFO, "the listener is closed: {0}", e.getMessage());
        }
    }

    private static class Session implements Closeable {
        private final Socket socket;
        private final Authenticator users;

        Session(Socket socket, Authenticator users) {
            this.socket = socket;
            this.users = users;
        }

        void run() {
            try (this) {
                reply("Welcome to Server!!");
                LoginRequest user = login();
                for (Frame frame = receive(); !CaseService.isEnd(frame); frame = receive()) {
                    CaseService.reply(frame).writeTo(socket.getOutputStream());
                }
                LOG.log(Level.INFO, "Session finished for {0}.", user.id());
            } catch (EOFException e) {
                LOG.log(Level.INFO, "end of stream");
            } catch (IOException e) {
                LOG.log(Level.WARNING, "connection failed", e);
            }
        }

        /** Tries until it is right: null means "once more". */
        private LoginRequest login() throws IOException {
            LoginRequest user = null;
            while (user == null) {
                user = tryLogin(receive().text());
            }
            return user;
        }

        private LoginRequest tryLogin(String text) throws IOException {
            LoginRequest request;
            try {
                request = LoginRequest.parse(text);
            } catch (IllegalArgumentException e) {
                reply("400 Bad Request\n");
                return null;
            }
            switch (users.authenticate(request)) {
                case INVALID_ID:
                    reply("401 Invalid ID\n");
                    return null;
                case INVALID_PASSWORD:
                    reply("402 Invalid Password\n");
                    return null;
                default:
                    reply("200 Welcome " + request.id() + "!!\n");
                    return request;
            }
        }

        private Frame receive() throws IOException {
            Frame frame = Frame.readFrom(socket.getInputStream());
            if (frame == null) {
                throw new EOFException();
            }
            return frame;
        }

        private void reply(String text) throws IOException {
            Frame.of(text).writeTo(socket.getOutputStream());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(args.length > 1 ? Integer.parseInt(args[1]) : 30000));
            serve(listener, UserTable.load(Path.of(args[0])));
        }
    }
}
