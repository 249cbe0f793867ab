package netprog.netlab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import netprog.netlab.host.SocketChanges.Mark;
import netprog.netlab.host.SocketChanges.Row;
import netprog.util.Bytes;

/** Looks at the sockets again and again, and shows what changes: on a screen, or line by line. */
final class SocketsWatch {
    /** The time between two looks. */
    static final int MILLIS = 500;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Sockets sockets;
    private final Predicate<OpenSocket> wanted;

    SocketsWatch(Sockets sockets, Predicate<OpenSocket> wanted) {
        this.sockets = sockets;
        this.wanted = wanted;
    }

    /** The wanted sockets, in the order of the rows. */
    List<OpenSocket> look() throws IOException {
        return SocketsCommand.sorted(sockets.look(), wanted);
    }

    /**
     * Prints the sockets ({@code =}), then a line for each change ({@code +}, {@code -}, {@code ~}), until standard input ends
     * or the output cannot be written any more; returns the exit status.
     */
    int lines(PrintWriter out) throws IOException, InterruptedException {
        CountDownLatch inputEnds = new CountDownLatch(1);
        Thread reader = new Thread(() -> await(System.in, inputEnds), "end of input");
        reader.setDaemon(true);
        reader.start();
        SocketChanges changes = new SocketChanges(0);
        boolean first = true;
        do {
            for (Row row : changes.next(look())) {
                if (first || row.mark() != Mark.SAME && row.age() == 0) {
                    out.println(line(LocalTime.now(), first ? '=' : row.mark().sign(), row));
                }
            }
            first = false;
        } while (!out.checkError() && !inputEnds.await(MILLIS, TimeUnit.MILLISECONDS));
        return 0;
    }

    private static void await(InputStream input, CountDownLatch ends) {
        try {
            while (input.read() != -1) {
                // Typed characters have no meaning.
            }
        } catch (IOException e) {
            // This is an end too.
        }
        ends.countDown();
    }

    /** Such as {@code 11:07:49 ~ tcp 127.0.0.1:30000 127.0.0.1:40000 ESTABLISHED > CLOSE-WAIT java 4711}. */
    static String line(LocalTime time, char sign, Row row) {
        OpenSocket socket = row.socket();
        String state = row.before().isEmpty() ? socket.state() : row.before() + " > " + socket.state();
        return Bytes.escape(String.join(
                " ",
                TIME.format(time),
                String.valueOf(sign),
                socket.protocol(),
                socket.localText(),
                socket.remoteText(),
                state,
                socket.owner()));
    }
}
