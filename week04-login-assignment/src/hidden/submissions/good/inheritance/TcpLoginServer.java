package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public final class TcpLoginServer {
    private TcpLoginServer() {}

    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        try {
            while (true) {
                new TcpDesk(listener.accept(), users).start();
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw e;
            }
            System.out.println("the listener is closed: " + e.getMessage());
        }
    }

    /** Where one client is served, over TCP or UDP: what comes in is a request, what goes out is a reply. */
    abstract static class Desk {
        private final Authenticator users;
        private String user;

        Desk(Authenticator users) {
            this.users = users;
        }

        /** What a client gets whose request is no login, and who is not logged in. */
        abstract Frame beforeLogin(Frame request);

        /** The reply to 4; null for none. */
        abstract Frame goodbye(String id);

        /** Tells whether a login is looked at again after a successful one. */
        abstract boolean allowsAnotherLogin();

        final boolean isLoggedIn() {
            return user != null;
        }

        /** Null: no reply, the conversation is over. */
        final Frame answer(Frame request) {
            if (user == null || allowsAnotherLogin()) {
                LoginRequest login = login(request);
                if (login != null) {
                    return check(login);
                }
            }
            if (user == null) {
                System.out.println("somebody sends " + request.text().length() + " characters and is not logged in");
                return beforeLogin(request);
            }
            if (!CaseService.isEnd(request)) {
                System.out.println(user + " wants something done with " + request.text().length() + " characters");
                return CaseService.reply(request);
            }
            Frame goodbye = goodbye(user);
            finish();
            return goodbye;
        }

        private static LoginRequest login(Frame request) {
            try {
                return LoginRequest.parse(request.text());
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private Frame check(LoginRequest login) {
            Authenticator.Result result = users.authenticate(login);
            System.out.println(login + ": " + result);
            if (result != Authenticator.Result.WELCOME) {
                return Frame.of(result == Authenticator.Result.INVALID_ID ? "401 Invalid ID\n" : "402 Invalid Password\n");
            }
            user = login.id();
            return Frame.of("200 Welcome " + user + "!!\n");
        }

        final void finish() {
            if (user != null) {
                System.out.println("Session finished for " + user + ".");
                user = null;
            }
        }
    }

    private static final class TcpDesk extends Desk implements Runnable {
        private final Socket client;

        TcpDesk(Socket client, Authenticator users) {
            super(users);
            this.client = client;
        }

        void start() {
            Thread thread = new Thread(this);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            try (client) {
                Frame reply = Frame.of("Welcome to Server!!");
                while (reply != null) {
                    reply.writeTo(client.getOutputStream());
                    Frame request = Frame.readFrom(client.getInputStream());
                    reply = request == null ? null : answer(request);
                }
            } catch (IOException e) {
                System.out.println("lost: " + e.getMessage());
            } finally {
                finish();
            }
        }

        @Override
        Frame beforeLogin(Frame request) {
            return Frame.of("400 Bad Request\n");
        }

        @Override
        Frame goodbye(String id) {
            return null;
        }

        @Override
        boolean allowsAnotherLogin() {
            return false;
        }
    }
}
