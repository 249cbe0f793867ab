package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import netprog.wire.Program;
import netprog.wire.UdpPeer;

/** A client of ours in this JVM, in a thread of its own; the test types on its keyboard and reads its screen. */
final class ClientRun implements AutoCloseable {
    interface Client {
        void run(InetSocketAddress server, Charset charset, BufferedReader keyboard, PrintStream screen)
                throws IOException;
    }

    private final Writer keyboard;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final FutureTask<Void> run;

    ClientRun(Client client, SocketAddress server, Charset charset) throws IOException {
        Pipe pipe = Pipe.open();
        keyboard = Channels.newWriter(pipe.sink(), StandardCharsets.UTF_8);
        BufferedReader typed = new BufferedReader(Channels.newReader(pipe.source(), StandardCharsets.UTF_8));
        // Buffered like System.out: what the client does not flush stays in there.
        PrintStream shown = new PrintStream(new BufferedOutputStream(screen), true, StandardCharsets.UTF_8);
        run = new FutureTask<>(() -> {
            client.run((InetSocketAddress) server, charset, typed, shown);
            return null;
        });
        new Thread(run).start();
    }

    ClientRun(Client client, SocketAddress server) throws IOException {
        this(client, server, StandardCharsets.UTF_8);
    }

    ClientRun type(String... lines) throws IOException {
        for (String line : lines) {
            typeWithoutEnd(line + "\n");
        }
        return this;
    }

    ClientRun typeWithoutEnd(String text) throws IOException {
        keyboard.write(text);
        keyboard.flush();
        return this;
    }

    ClientRun endInput() throws IOException {
        keyboard.close();
        return this;
    }

    String screen() {
        return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    ClientRun awaitScreen(String text) {
        await().atMost(Program.TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(screen()).contains(text));
        return this;
    }

    /** Waits for the client's end, and throws what it threw: with a main around it this is status 0 or 1. */
    void awaitEnd() throws Exception {
        try {
            run.get(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : e;
        }
    }

    /** Waits for the request that begins so; any other one is the second try of an earlier one. */
    static InetSocketAddress awaitRequest(UdpPeer server, byte[] beginning) throws IOException {
        UdpPeer.Datagram request = server.receive();
        while (!Arrays.equals(Arrays.copyOf(request.data(), beginning.length), beginning)) {
            request = server.receive();
        }
        return request.sender();
    }

    @Override
    public void close() throws IOException {
        keyboard.close();
    }
}
