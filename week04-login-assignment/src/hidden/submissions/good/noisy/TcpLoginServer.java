package netprog.week04.login;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.LocalTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {
    private static final ConcurrentHashMap<Integer, String> WHO = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        log("======================================");
        log("  서버 시작 / server up: " + listener);
        log("======================================");
        while (true) {
            try {
                log("waiting for accept()...");
                Socket socket = listener.accept();
                int number = NEXT.incrementAndGet();
                log("accepted #" + number + " " + socket);
                Thread thread = new Thread(() -> client(number, socket, users));
                thread.setName("client-" + number);
                thread.start();
            } catch (SocketException e) {
                log("accept() says: " + e);
                if (listener.isClosed()) {
                    log("listener is closed, goodbye");
                    break;
                }
            } catch (IOException e) {
                log("accept() failed: " + e);
                e.printStackTrace();
            } finally {
                log("logged in: " + WHO);
            }
        }
        listener.close();
    }

    private static void client(int number, Socket socket, Authenticator users) {
        InputStream in = null;
        OutputStream out = null;
        try {
            in = new BufferedInputStream(socket.getInputStream(), 4096);
            out = socket.getOutputStream();
            send(number, out, Frame.of("Welcome to Server!!"));
            while (true) {
                log("#" + number + " waiting for a frame...");
                Frame frame = Frame.readFrom(in);
                if (frame == null) {
                    log("#" + number + " end of stream");
                    break;
                }
                if (!WHO.containsKey(number)) {
                    login(number, out, frame, users);
                } else if (CaseService.isEnd(frame)) {
                    System.err.println("#" + number + " Session finished for " + WHO.get(number) + ".");
                    break;
                } else {
                    log("#" + number + " <- " + frame);
                    send(number, out, CaseService.reply(frame));
                }
            }
        } catch (IOException e) {
            log("#" + number + " oh no: " + e);
            e.printStackTrace();
        } catch (RuntimeException e) {
            log("#" + number + " bug: " + e);
            e.printStackTrace();
        } finally {
            WHO.remove(number);
            closeAll(number, in, out, socket);
        }
    }

    private static void login(int number, OutputStream out, Frame frame, Authenticator users) throws IOException {
        LoginRequest request = null;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            log("#" + number + " " + e.getMessage());
        }
        if (request == null) {
            send(number, out, Frame.of("400 Bad Request\n"));
            return;
        }
        Authenticator.Result result = users.authenticate(request);
        log("#" + number + " " + request + " is " + result);
        switch (result) {
            case WELCOME:
                WHO.put(number, request.id());
                send(number, out, Frame.of("200 Welcome " + request.id() + "!!\n"));
                break;
            case INVALID_ID:
                send(number, out, Frame.of("401 Invalid ID\n"));
                break;
            case INVALID_PASSWORD:
                send(number, out, Frame.of("402 Invalid Password\n"));
                break;
            default:
                throw new IllegalStateException("?" + result);
        }
    }

    private static void send(int number, OutputStream out, Frame frame) throws IOException {
        log("#" + number + " -> " + frame);
        frame.writeTo(out);
        out.flush();
        out.flush();
    }

    private static void closeAll(int number, InputStream in, OutputStream out, Socket socket) {
        try {
            if (out != null) out.close();
            if (in != null) in.close();
        } catch (IOException e) {
            System.err.println("close: " + e);
        }
        try {
            socket.close();
            socket.close();
        } catch (IOException e) {
            System.err.println("close: " + e);
        }
        log("#" + number + " closed: " + socket.isClosed());
    }

    static synchronized void log(String text) {
        System.out.println(LocalTime.now() + " [" + Thread.currentThread().getName() + "] " + text);
        System.err.print(".");
    }
}
