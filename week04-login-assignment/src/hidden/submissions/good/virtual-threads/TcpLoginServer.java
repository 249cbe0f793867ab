package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        ExecutorService threads = threads();
        Set<Socket> open = ConcurrentHashMap.newKeySet();
        try {
            for (;;) {
                Socket socket = listener.accept();
                open.add(socket);
                threads.submit(() -> {
                    try (socket) {
                        oneClient(socket, users);
                    } catch (IOException e) {
                        System.out.println(socket.getPort() + ": " + e.getMessage());
                    } finally {
                        open.remove(socket);
                    }
                });
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
            threads.shutdown();
        }
    }

    /** JDK 21 and later have virtual threads; 17 has not. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    private static void oneClient(Socket socket, Authenticator users) throws IOException {
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        Frame.of("Welcome to Server!!").writeTo(out);

        LoginRequest user = null;
        Frame frame = Frame.readFrom(in);
        while (frame != null) {
            Frame reply;
            if (user != null && CaseService.isEnd(frame)) {
                System.out.println(socket.getPort() + ": Session finished for " + user.id() + ".");
                break;
            } else if (user != null) {
                reply = CaseService.reply(frame);
            } else {
                try {
                    LoginRequest attempt = LoginRequest.parse(frame.text());
                    Authenticator.Result result = users.authenticate(attempt);
                    if (result == Authenticator.Result.WELCOME) {
                        user = attempt;
                    }
                    reply = Frame.of(words(result, attempt));
                } catch (IllegalArgumentException e) {
                    reply = Frame.of("400 Bad Request\n");
                }
            }
            reply.writeTo(out);
            frame = Frame.readFrom(in);
        }
    }

    private static String words(Authenticator.Result result, LoginRequest attempt) {
        return switch (result) {
            case WELCOME -> "200 Welcome " + attempt.id() + "!!\n";
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        };
    }
}
