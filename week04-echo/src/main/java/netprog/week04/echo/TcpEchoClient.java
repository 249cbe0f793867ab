package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Echo over TCP: sends each line that is typed, and reads as many bytes back; {@code exit} ends it.
 *
 * <pre>
 *   client                        server
 *   1 socket
 *   2 connect ------------------&gt; accept
 *   3 write   ------------------&gt; read
 *   4 read    &lt;------------------ write      (3 and 4 for each line)
 *   5 close   ------------------&gt; read returns -1
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar tcp-client 127.0.0.1 30000}.
 */
public final class TcpEchoClient {
    static final String USAGE = "tcp-client [host [port]] [--charset NAME]";

    private static final int TIMEOUT = 5000; // milliseconds, for the connection
    private static final int CHUNK = 8192; // bytes; our server reads as many at once

    private TcpEchoClient() {}

    /** Runs until the input ends or {@code exit} is typed. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        try {
            run(arguments.server(), arguments.charset(), Terminal.keyboard(), Terminal.screen());
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    static void run(InetSocketAddress server, Charset charset, BufferedReader keyboard, PrintStream screen)
            throws IOException {
        // 1. socket
        try (Socket socket = new Socket()) {
            // 2. connect
            socket.connect(server, TIMEOUT);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] message;
            while ((message = Line.read(keyboard, screen, charset)) != null) {
                byte[] echo = new byte[message.length];
                for (int sent = 0; sent < message.length; sent += CHUNK) {
                    // 3. write: no more at once than the buffers on the way hold: otherwise both sides could block for
                    // ever.
                    int count = Math.min(CHUNK, message.length - sent);
                    out.write(message, sent, count);
                    if (Line.isExit(message, charset)) {
                        return;
                    }
                    // 4. read: one read may return a part; readNBytes reads until all bytes have come, or the stream
                    // ends.
                    if (in.readNBytes(echo, sent, count) < count) {
                        throw new EOFException("the server closed the connection");
                    }
                }
                Line.show(echo, screen, charset);
            }
        } // 5. close (the end of the try block does it): the server reads the end of the stream.
    }
}
