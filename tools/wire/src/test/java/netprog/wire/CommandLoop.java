package netprog.wire;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process in Java for many command lines, one after the other, which saves the start of a JVM for each. To be used if the
 * process itself is not what is tested: its standard input, its signals, its end. Thread-safe.
 */
public final class CommandLoop implements AutoCloseable {
    private static final String SEPARATOR = "\u001f";
    private static final String LINE_END = "\u001e"; // of a line inside a word

    private final Program program;
    private int outputBefore;
    private int errorsBefore;
    private int count;

    /** How a command line ended, and what it printed. */
    public record Result(int status, String output, String errors) {}

    /** Starts a program whose main method calls {@link #serve}. */
    public CommandLoop(ProcessBuilder builder) throws IOException {
        program = Program.start(builder);
    }

    /** Runs one command line. */
    public synchronized Result run(String... words) throws IOException {
        program.type(String.join(SEPARATOR, words).replace("\n", LINE_END));
        Pattern mark = Pattern.compile("\u0001" + count++ + " (-?\\d+)\n");
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

    /** Runs the command lines that are typed, in this process; each begins in the language in which the process began. */
    public static void serve(ToIntFunction<String[]> command) throws IOException {
        Locale locale = Locale.getDefault();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        for (int i = 0; (line = lines.readLine()) != null; i++) {
            int status = command.applyAsInt(line.replace(LINE_END, "\n").split(SEPARATOR, -1));
            Locale.setDefault(locale);
            System.err.print("\u0001" + i + " " + status + "\n");
            System.err.flush();
            System.out.print("\u0001" + i + " " + status + "\n");
            System.out.flush();
        }
    }
}
