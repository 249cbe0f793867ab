package netprog.launcher;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.Program;

/**
 * The launcher as one process for many command lines, one after the other, which saves the start of a JVM for each. To be
 * used if the process itself is not what is tested: its standard input, its signals, its end.
 */
final class OneLauncher implements AutoCloseable {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final String SEPARATOR = "\u001f";

    private final Program program;
    private int outputBefore;
    private int errorsBefore;
    private int count;

    /** How a command line ended, and what it printed. */
    record Result(int status, String output, String errors) {}

    OneLauncher() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-Duser.language=en", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.add("-Dnetprog.top=" + TOP);
        command.addAll(List.of("-cp", TOP + "/tools/launcher/target/launcher.jar:" + testClasses()));
        command.add(OneLauncher.class.getName());
        program = Program.start(command.toArray(String[]::new));
    }

    private static String testClasses() {
        try {
            return Path.of(OneLauncher.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Result run(String... args) throws IOException {
        return run(TOP, args);
    }

    /** Runs a command line in another project's folder. */
    synchronized Result run(Path top, String... args) throws IOException {
        program.type(top + SEPARATOR + String.join(SEPARATOR, args));
        Pattern mark = Pattern.compile("\u0001" + count++ + " (\\d+)\n");
        Matcher output = program.awaitOutput(mark);
        await().atMost(Program.TIMEOUT)
                .until(() -> mark.matcher(program.errors()).find());
        Matcher errors = mark.matcher(program.errors());
        errors.find();
        Result result = new Result(
                Integer.parseInt(output.group(1)),
                program.output().substring(outputBefore, output.start()),
                program.errors().substring(errorsBefore, errors.start()));
        outputBefore = output.end();
        errorsBefore = errors.end();
        return result;
    }

    @Override
    public void close() {
        program.close();
    }

    /** Runs the command lines that are typed. */
    public static void main(String... ignored) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        for (int i = 0; (line = lines.readLine()) != null; i++) {
            String[] words = line.split(SEPARATOR, -1);
            System.setProperty("netprog.top", words[0]);
            String[] args = new String[words.length - 1];
            System.arraycopy(words, 1, args, 0, args.length);
            int status = Netprog.run(args);
            Locale.setDefault(Locale.ENGLISH); // after --lang
            System.err.print("\u0001" + i + " " + status + "\n");
            System.err.flush();
            System.out.print("\u0001" + i + " " + status + "\n");
            System.out.flush();
        }
    }
}
