package netprog.week03;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.testkit.Program;

/** The runnable jar of this week, as {@code java -jar} starts it. */
final class Week03Jar {
    static final String FILE = Path.of(System.getProperty("netprog.top"), "week03-time/target/week03-time.jar")
            .toString();

    private Week03Jar() {}

    /** Starts a program in English, in the time zone UTC. */
    static Program start(String... args) throws IOException {
        return start(List.of("-Duser.language=en", "-Duser.timezone=UTC"), args);
    }

    static Program start(List<String> options, String... args) throws IOException {
        return Program.java(options, Path.of(FILE), args);
    }

    /** Lets another program start ours, in English, in the time zone UTC. */
    static Program startUnder(List<String> starter, String... args) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Duser.language=en", "-Duser.timezone=UTC", "-jar", FILE));
        command.addAll(List.of(args));
        return Program.start(command.toArray(new String[0]));
    }
}
