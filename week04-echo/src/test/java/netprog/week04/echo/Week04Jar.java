package netprog.week04.echo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import netprog.wire.Program;

/** The runnable jar of this week. */
final class Week04Jar {
    static final Path FILE = Path.of(System.getProperty("netprog.top"), "week04-echo", "target", "week04-echo.jar");

    private Week04Jar() {}

    /** Starts a program of the jar, in English. */
    static Program start(String... args) throws IOException {
        return startIn("en", args);
    }

    /** Starts a program of the jar in a language. It runs for a moment: to compile anything costs more than it saves. */
    static Program startIn(String language, String... args) throws IOException {
        return Program.java(List.of("-Xint", "-Duser.language=" + language), FILE, args);
    }
}
