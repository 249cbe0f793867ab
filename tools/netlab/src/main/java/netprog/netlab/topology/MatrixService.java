package netprog.netlab.topology;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A program of a week that the matrix lets talk: its jar, the port of its servers, what is typed, what must come. */
enum MatrixService {
    TIME("week03-time", 30000, List.of(), "\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n"),
    ECHO("week04-echo", 30001, List.of("Hello, network!"), "Hello, network!\n"),
    LOGIN("solutions", 30002, List.of("guest", "guest", "1", "abcd EFG", "4"), "(?s).*200 Welcome guest!!.*");

    private final String module;
    private final int port;
    private final List<String> typed;
    private final String reply;

    MatrixService(String module, int port, List<String> typed, String reply) {
        this.module = module;
        this.port = port;
        this.typed = typed;
        this.reply = reply;
    }

    /** Its name in the table: {@code time}, {@code echo}, {@code login}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    Path jar(Path top) {
        return top.resolve(module).resolve("target").resolve(module + ".jar");
    }

    int port() {
        return port;
    }

    List<String> typed() {
        return typed;
    }

    /** Whether a client that ended well has shown the right reply. */
    boolean isReply(String screen) {
        return screen.matches(reply);
    }
}
