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

/** The two machines of the lecture: this Linux, and a Korean Windows on Wine, made when it is needed. Starts their programs. */
final class PairHosts implements AutoCloseable {
    static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    private static final Path SOURCES = TOP.resolve("week04-echo/src/test/c");

    private final Path folder;
    private Wine wine; // null before it is needed

    /** Compiles the programs in C for Linux. */
    PairHosts(Path folder) throws IOException {
        this.folder = folder;
        compile(SystemProgram.find("gcc", "gcc"), false);
    }

    private synchronized Wine wine() throws IOException {
        if (wine == null) {
            compile(SystemProgram.find("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32"), true, "-lws2_32");
            wine = new Wine(Files.createDirectory(folder.resolve("windows")));
        }
        return wine;
    }

    private void compile(String compiler, boolean windows, String... libraries) throws IOException {
        for (String name : new String[] {"server", "client"}) {
            String source = SOURCES.resolve(name + ".c").toString();
            run(join(List.of(compiler, "-Wall", "-o", compiled(name, windows).toString(), source), libraries));
        }
    }

    /** Starts a server on a port that the system chooses. */
    Program server(Platform platform, PairService service, String transport, String... options) throws IOException {
        if (platform.isJava()) {
            String[] args = join(List.of(service.program(transport, "server"), "0"), options);
            return java(platform, List.of(), service, new byte[0], args);
        }
        return inC(platform, "server", transport, service.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Starts a client of the server at this port of 127.0.0.1, with all of its input.
     *
     * @param jvm options for the Java virtual machine; the program in C takes none
     * @param options for the program in Java
     */
    Program client(
            Platform platform,
            List<String> jvm,
            PairService service,
            String transport,
            int port,
            byte[] typed,
            String... options)
            throws IOException {
        if (platform.isJava()) {
            List<String> args = List.of(service.program(transport, "client"), "127.0.0.1", "" + port);
            return java(platform, jvm, service, typed, join(args, options));
        }
        Program client = inC(platform, "client", transport, service.mode, "127.0.0.1", "" + port);
        return client.typeBytes(typed).endInput();
    }

    /**
     * Runs a client to its end, and again if it printed nothing. Our programs always print something, so that was Wine: on a
     * busy machine it sometimes fails before the program starts (seen once in some thousand starts, at a load of 65).
     */
    Program run(
            Platform platform,
            List<String> jvm,
            PairService service,
            String transport,
            int port,
            byte[] typed,
            String... options)
            throws IOException {
        for (int tries = 1; true; tries++) {
            try (Program client = client(platform, jvm, service, transport, port, typed, options)) {
                int status = client.awaitExit();
                boolean silent =
                        client.outputBytes().length == 0 && client.errors().isEmpty();
                if (status == 0 || !silent || !platform.isWindows() || tries == 3) {
                    return client;
                }
            }
        }
    }

    /** Starts a program of a service's jar with the Java of this platform, in English. */
    Program java(Platform platform, List<String> jvm, PairService service, byte[] typed, String... args)
            throws IOException {
        Path jar = TOP.resolve(service.jar);
        List<String> options = List.of(join(List.of("-Duser.language=en"), jvm.toArray(String[]::new)));
        if (platform == Platform.LINUX_JAVA) {
            return Program.java(options, jar, args).typeBytes(typed).endInput();
        }
        Path keyboard = Files.write(Files.createTempFile(folder, "typed", ".txt"), typed);
        return Program.start(wine().java(options, jar, args).redirectInput(keyboard.toFile()));
    }

    /** The bytes of these lines at this terminal, with the line end of its system. */
    static byte[] typed(Platform platform, Charset terminal, List<String> lines) {
        String lineEnd = platform.isWindows() ? "\r\n" : "\n";
        return lines.stream()
                .map(line -> line + lineEnd)
                .collect(Collectors.joining())
                .getBytes(terminal);
    }

    /** The name of a file for a program of this platform. */
    static String path(Platform platform, Path file) {
        return platform.isWindows() ? Wine.path(file) : file.toString();
    }

    @Override
    public synchronized void close() throws IOException {
        if (wine != null) {
            wine.close();
        }
    }

    private Program inC(Platform platform, String name, String... args) throws IOException {
        Path file = compiled(name, platform.isWindows());
        if (platform.isWindows()) {
            return Program.start(wine().command(join(List.of(Wine.path(file)), args)));
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
