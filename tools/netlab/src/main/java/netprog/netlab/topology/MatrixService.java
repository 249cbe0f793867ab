package netprog.netlab.topology;

import java.nio.file.Path;
import java.util.List;
import netprog.netlab.common.Json;

/** A program of a week that the matrix runs: its jar, the port of its servers, the client's input and the right reply. */
enum MatrixService {
    TIME("week03-time", 30000, List.of(), "\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n"),
    ECHO("week04-echo", 30001, List.of("Hello, network!"), "Hello, network!\n"),
    LOGIN("solutions", 30002, List.of("guest", "guest", "1", "abcd EFG", "4"), "(?s).*200 Welcome guest!!.*");

    private final String module;
    private final String reply;
    final int port;
    final List<String> input;

    MatrixService(String module, int port, List<String> input, String reply) {
        this.module = module;
        this.port = port;
        this.input = input;
        this.reply = reply;
    }

    /** Its name in the table: {@code time}, {@code echo}, {@code login}. */
    @Override
    public String toString() {
        return Json.name(this);
    }

    Path jar(Path top) {
        String prepared = System.getProperty("netprog.jar." + module); // by the launcher's build
        return prepared != null ? Path.of(prepared) : top.resolve(module).resolve("target/" + module + ".jar");
    }

    /** Whether a client that ended with status 0 has shown the right reply. */
    boolean isReply(String screen) {
        return screen.matches(reply);
    }
}
