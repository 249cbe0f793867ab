package netprog.netlab.pairs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wine;

/** The two machines of the lecture: this Linux, and a Korean Windows on Wine. Starts every program of either. */
final class PairHosts implements AutoCloseable {
    static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    private static final Path SOURCES = TOP.resolve("week04-echo/src/test/c");

    private final Path folder;
    private final Wine wine;

    /** Compiles the programs in C for both, and makes the Windows. */
    PairHosts(Path folder) throws IOException {
        this.folder = folder;
        String gcc = SystemProgram.find("gcc", "gcc");
        String mingw = SystemProgram.find("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32");
        for (String name : new String[] {"server", "client"}) {
            String source = SOURCES.resolve(name + ".c").toString();
            run(gcc, "-Wall", "-o", compiled(name, false).toString(), source);
            run(mingw, "-Wall", "-o", compiled(name, true).toString(), source, "-lws2_32");
        }
        wine = new Wine(Files.createDirectory(folder.resolve("windows")));
    }

    /** Starts a server on a port that the system chooses. */
    Program server(Platform side, PairService service, String transport, String... options) throws IOException {
        if (side.isJava()) {
            String[] args = join(List.of(service.program(transport, "server"), "0"), options);
            return java(side, List.of(), service, new byte[0], args);
        }
        return inC(side, "server", transport, service.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Starts a client of the server at this port of 127.0.0.1, for a person who types and then ends the input.
     *
     * @param jvm options for the Java virtual machine; the program in C takes none
     * @param options for the program in Java
     */
    Program client(
            Platform side,
            List<String> jvm,
            PairService service,
            String transport,
            int port,
            byte[] typed,
            String... options)
            throws IOException {
        if (side.isJava()) {
            List<String> args = List.of(service.program(transport, "client"), "127.0.0.1", "" + port);
            return java(side, jvm, service, typed, join(args, options));
        }
        Program client = inC(side, "client", transport, service.mode, "127.0.0.1", "" + port);
        return client.typeBytes(typed).endInput();
    }

    /**
     * Runs a client to its end, and once more where it ended without a word. Ours never do, so that was Wine: on a busy
     * machine it sometimes does not get as far as the program (seen once in some thousand starts, at a load of 65).
     */
    Program run(
            Platform side,
            List<String> jvm,
            PairService service,
            String transport,
            int port,
            byte[] typed,
            String... options)
            throws IOException {
        for (int tries = 1; true; tries++) {
            try (Program client = client(side, jvm, service, transport, port, typed, options)) {
                int status = client.awaitExit();
                boolean silent =
                        client.outputBytes().length == 0 && client.errors().isEmpty();
                if (status == 0 || !silent || !side.isWindows() || tries == 3) {
                    return client;
                }
            }
        }
    }

    /** Starts a program of a service's jar with the Java of this side, in English. */
    Program java(Platform side, List<String> jvm, PairService service, byte[] typed, String... args)
            throws IOException {
        Path jar = TOP.resolve(service.jar);
        List<String> options = List.of(join(List.of("-Duser.language=en"), jvm.toArray(String[]::new)));
        if (side == Platform.LINUX_JAVA) {
            return Program.java(options, jar, args).typeBytes(typed).endInput();
        }
        Path keyboard = Files.write(Files.createTempFile(folder, "typed", ".txt"), typed);
        return Program.start(wine.java(options, jar, args).redirectInput(keyboard.toFile()));
    }

    /** The bytes that a person types at this terminal, with the line end of that system. */
    static byte[] typed(Platform side, Charset terminal, List<String> lines) {
        String lineEnd = side.isWindows() ? "\r\n" : "\n";
        return lines.stream()
                .map(line -> line + lineEnd)
                .collect(Collectors.joining())
                .getBytes(terminal);
    }

    /** How a program of this side is to be told a file. */
    static String path(Platform side, Path file) {
        return side.isWindows() ? Wine.path(file) : file.toString();
    }

    @Override
    public void close() throws IOException {
        wine.close();
    }

    private Program inC(Platform side, String name, String... args) throws IOException {
        Path file = compiled(name, side.isWindows());
        if (side.isWindows()) {
            return Program.start(wine.command(join(List.of(Wine.path(file)), args)));
        }
        return Program.start(join(List.of(file.toString()), args));
    }

    private Path compiled(String name, boolean windows) {
        return folder.resolve(windows ? name + ".exe" : name);
    }

    private static void run(String... command) throws IOException {
        try (Program program = Program.start(command)) {
            if (program.awaitExit() != 0) {
                throw new AssertionError(program);
            }
        }
    }

    private static String[] join(List<String> some, String... rest) {
        return Stream.concat(some.stream(), Stream.of(rest)).toArray(String[]::new);
    }

    /** What a terminal shows of what the program wrote so far. */
    static String screen(Program program, Charset terminal) {
        return new String(program.outputBytes(), terminal);
    }
}
