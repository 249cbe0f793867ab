package netprog.wire;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A Korean Windows on this Linux, as far as Wine is one: with a Windows JVM, cmd, and programs for Winsock, over the TCP of
 * Linux. It lives in one folder; {@link #close} ends all that runs there. Without Wine the test is skipped, as
 * {@link SystemProgram} says.
 */
public final class Wine implements AutoCloseable {
    /** The charset of a Korean Windows' console. */
    public static final Charset CONSOLE = Charset.forName("MS949");

    private static final Path JVM =
            Path.of(System.getProperty("netprog.top", "."), "tools", "wire", "target", "windows-jvm", "jre");

    private final String wine = SystemProgram.find("wine", "wine wine64");
    private final String server = SystemProgram.find("wineserver", "wine wine64");
    private final Path folder;
    private final Function<String[], ProcessBuilder> place;
    private final Program resident;

    /**
     * Makes a Windows, which takes about 2 s.
     *
     * @param folder an empty folder, such as a {@code @TempDir}; it must not be deleted before {@link #close}
     * @throws IOException if a program cannot be started
     */
    public Wine(Path folder) throws IOException {
        this(folder, ProcessBuilder::new);
    }

    /**
     * Makes a Windows at another place, such as a host of a network lab.
     *
     * @param folder as above; each place needs its own
     * @param place makes the command that starts a Linux command at that place, with its environment
     * @throws IOException if a program cannot be started
     */
    public Wine(Path folder, Function<String[], ProcessBuilder> place) throws IOException {
        this.folder = folder;
        this.place = place;
        if (!Files.exists(JVM)) {
            SystemProgram.missing("needs the Windows JVM, which \"mvn verify\" fetches where /usr/bin/wine exists");
        }
        SystemProgram.find("locale-gen", "locales"); // the package has the Korean locale
        String localedef = SystemProgram.find("localedef", "libc-bin");
        run(localedef, "-i", "ko_KR", "-f", "UTF-8", folder.resolve("ko_KR.UTF-8") + "");
        run(wine, "wineboot", "-i");
        // Wine ends its services with the last program and starts them with the next, whose output they would keep
        // open.
        resident = Program.start(command("cmd", "/c", "echo ready& set /p line="));
        resident.awaitOutput("ready");
    }

    /**
     * Returns the command that starts a runnable jar with the Windows JVM; its language is Korean unless an option changes it.
     * Its standard input must be a file: this JVM cannot tell how many bytes a pipe of Linux holds, and reads it only once.
     */
    public ProcessBuilder java(List<String> options, Path jar, String... args) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-jar", path(jar)));
        all.addAll(List.of(args));
        return java(all);
    }

    /** Returns the command that starts the Windows JVM with options, a class or jar, and its arguments. */
    public ProcessBuilder java(List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(path(JVM.resolve("bin").resolve("java.exe")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(args);
        return command(command.toArray(new String[0]));
    }

    /** Returns the command that starts a Windows program, named as on Windows; {@code JAVA_HOME} is the Windows JVM. */
    public ProcessBuilder command(String... command) {
        List<String> withWine = new ArrayList<>(List.of(command));
        withWine.add(0, wine);
        return at(withWine.toArray(new String[0]));
    }

    /** A Linux command, with the environment for Wine. */
    private ProcessBuilder at(String... command) {
        ProcessBuilder builder = place.apply(command);
        Map<String, String> environment = builder.environment();
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString()); // for the socket and the lock of wineserver
        environment.put("WINEPREFIX", folder.resolve("prefix").toString());
        environment.put("WINEDEBUG", "-all");
        environment.put("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=");
        environment.put("LOCPATH", folder.toString());
        environment.put("LC_ALL", "ko_KR.UTF-8");
        environment.put("JAVA_HOME", path(JVM));
        // Windows does not have them: the kind of terminal, the display.
        environment.keySet().removeAll(List.of("TERM", "DISPLAY", "LANGUAGE", "WAYLAND_DISPLAY"));
        return builder;
    }

    /** Returns the name of a Linux file on Windows, such as {@code Z:\tmp\a.exe}. */
    public static String path(Path file) {
        return "Z:" + file.toAbsolutePath().normalize().toString().replace('/', '\\');
    }

    /** Ends every program of this Windows, and waits for their end. */
    @Override
    public void close() throws IOException {
        run(server, "-k");
        run(server, "-w");
        resident.close();
    }

    /** Runs a Linux command to its end; its output goes to a file, so that no pipe stays open. */
    private void run(String... command) throws IOException {
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder = at(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + (ended ? " failed: " : " does not end: ") + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
