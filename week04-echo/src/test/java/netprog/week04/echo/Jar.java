package netprog.week04.echo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import netprog.wire.Program;

/** The runnable jar of this week, and what a test says to its programs. */
final class Jar {
    static final Path FILE = Path.of(System.getProperty("netprog.top"), "week04-echo", "target", "week04-echo.jar");

    private Jar() {}

    /** Starts a program of the jar, in English. */
    static Program start(String... args) throws IOException {
        return startIn("en", args);
    }

    /** A program of the jar, in a language; it compiles nothing, because that costs more than it saves in a moment. */
    static Program startIn(String language, String... args) throws IOException {
        return Program.java(List.of("-Xint", "-Duser.language=" + language), FILE, args);
    }
}
