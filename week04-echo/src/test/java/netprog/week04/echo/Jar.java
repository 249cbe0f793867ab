package netprog.week04.echo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.testkit.Program;

/** The runnable jar of this week, and what a test says to its programs. */
final class Jar {
    static final Path FILE = Path.of(System.getProperty("netprog.top"), "week04-echo", "target", "week04-echo.jar");

    private Jar() {}

    /** Starts a program of the jar, in English. */
    static Program start(String... args) throws IOException {
        return Program.jar(FILE, args);
    }

    static Program startInKorean(String... args) throws IOException {
        return Program.java(List.of("-Duser.language=ko"), FILE, args);
    }

    /** The plain command, for a test that sets what surrounds the process. */
    static ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Duser.language=en", "-jar", FILE.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }
}
