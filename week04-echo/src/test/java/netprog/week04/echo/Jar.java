package netprog.week04.echo;

import java.io.IOException;
import java.nio.file.Path;
import netprog.testkit.Program;

/** The runnable jar of this week, and what a test says to its programs. */
final class Jar {
    static final Path FILE = Path.of(System.getProperty("netprog.top"), "week04-echo", "target", "week04-echo.jar");

    private Jar() {}

    /** Starts a program of the jar, in English. */
    static Program start(String... args) throws IOException {
        return Program.jar(FILE, args);
    }
}
