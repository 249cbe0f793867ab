package netprog.week04.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

public class TcpLoginServer {

    public static void serve(ServerSocket listener, Authenticator users) throws IOException {
        Executor threads = task -> new Thread(task, "login").start();
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            CompletableFuture.runAsync(() -> new TcpLoginServer(socket, users).talk(), threads)
                .whenComplete((nothing, problem) -> {
                    if (problem != null) {
                        System.out.println(socket.getRemoteSocketAddress() + ": " + problem.getCause());
                    }
                })
                .whenComplete((nothing, problem) -> {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        System.out.println(e.getMessage());
                    }
                });
        }
    }

    private final Authenticator users;
    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private final ByteBuffer buffer = ByteBuffer.allocate(Frame.SIZE);

    private TcpLoginServer(Socket socket, Authenticator users) {
        this.users = users;
        try {
            in = Channels.newChannel(socket.getInputStream());
            out = Channels.newChannel(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk() {
        try {
            send(Frame.of("Welcome to Server!!"));
            String id = null;
            while (id == null && receive()) {
                id = login();
            }
            while (receive()) {
                Frame request = frame();
                if (CaseService.isEnd(request)) {
                    System.out.println("Session finished for " + id + ".");
                    return;
                }
                send(CaseService.reply(request));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String login() throws IOException {
        LoginRequest request;
        try {
            request = LoginRequest.parse(frame().text());
        } catch (IllegalArgumentException e) {
            send(Frame.of("400 Bad Request\n"));
            return null;
        }
        Authenticator.Result result = users.authenticate(request);
        if (result == Authenticator.Result.WELCOME) {
            send(Frame.of("200 Welcome " + request.id() + "!!\n"));
            return request.id();
        }
        send(Frame.of(result == Authenticator.Result.INVALID_ID ? "401 Invalid ID\n" : "402 Invalid Password\n"));
        return null;
    }

    /** Fills the buffer; false if the stream has ended. */
    private boolean receive() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private Frame frame() {
        return Frame.from(new DatagramPacket(buffer.array(), buffer.limit()));
    }

    private void send(Frame frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Frame.SIZE);
        frame.writeTo(bytes);
        ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
        while (all.hasRemaining()) {
            out.write(all);
        }
    }
}
