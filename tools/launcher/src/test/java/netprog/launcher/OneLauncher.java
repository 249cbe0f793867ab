package netprog.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.CommandLoop;

/** The launcher, from its jar, as one process for many command lines. */
final class OneLauncher implements AutoCloseable {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    private final CommandLoop loop;

    OneLauncher() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Dnetprog.top=" + TOP));
        command.addAll(List.of("-Duser.language=en", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.add("-cp");
        command.add(String.join(
                System.getProperty("path.separator"),
                TOP + "/tools/launcher/target/launcher.jar",
                home(OneLauncher.class),
                home(CommandLoop.class)));
        command.add(OneLauncher.class.getName());
        loop = new CommandLoop(new ProcessBuilder(command));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    CommandLoop.Result run(String... args) throws IOException {
        return runIn(TOP, args);
    }

    /** Runs a command line in another project's folder. */
    CommandLoop.Result runIn(Path top, String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(top.toString()));
        words.addAll(List.of(args));
        return loop.run(words.toArray(String[]::new));
    }

    @Override
    public void close() {
        loop.close();
    }

    public static void main(String... ignored) throws IOException {
        CommandLoop.serve(words -> {
            System.setProperty("netprog.top", words[0]);
            return Netprog.run(Arrays.copyOfRange(words, 1, words.length));
        });
    }
}
