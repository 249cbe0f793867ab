package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.util.CommandLine;
import netprog.util.Terminal;
import netprog.week04.echo.Frame;

public final class TcpLoginClient extends LoginRequest.Dialogue {
    private final Socket socket;

    private TcpLoginClient(Socket socket, BufferedReader keyboard, PrintStream screen) {
        super(keyboard, screen);
        this.socket = socket;
    }

    public static void main(String[] args) throws IOException {
        System.exit(run(CommandLine.of(Week04Login.TCP_CLIENT, args).server(), Terminal.keyboard(), Terminal.screen()));
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, 5000);
            TcpLoginClient client = new TcpLoginClient(socket, keyboard, screen);
            client.show(client.read());
            client.talk();
            return 0;
        } catch (IOException e) {
            screen.append("\nConnection lost: ").append(String.valueOf(e.getMessage())).append('\n').flush();
            return 1;
        }
    }

    private Frame read() throws IOException {
        Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) {
            throw new EOFException("the server has closed it");
        }
        return frame;
    }

    @Override
    Frame exchange(Frame request, boolean isEnd) throws IOException {
        request.writeTo(socket.getOutputStream());
        return isEnd ? null : read();
    }

    @Override
    boolean isForgotten(String reply) {
        return false; // 403 is for UDP only
    }
}
