package netprog.util;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keyboard and screen, in the charset of the terminal and not of the JVM: the system property {@code stdin.encoding},
 * {@code stdout.encoding} or {@code stderr.encoding} where it is set, else {@code native.encoding}.
 */
public final class Terminal {
    private Terminal() {}

    /**
     * Reads what is typed; to be called once in a program, because the reader reads ahead.
     *
     * @return standard input as text
     */
    public static BufferedReader keyboard() {
        return new BufferedReader(new InputStreamReader(System.in, charset("stdin.encoding")));
    }

    /**
     * Shows text, at once (every {@code print} is flushed). It goes through {@link System#out}, as bytes: whoever has put
     * another stream there gets it.
     *
     * @return standard output as text
     */
    public static PrintStream screen() {
        return new PrintStream(System.out, true, charset("stdout.encoding"));
    }

    /**
     * Shows what went wrong.
     *
     * @return standard error as text
     */
    public static PrintStream errors() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding"));
    }

    /** Names the charset of one of the three; UTF-8 where the system names none that Java knows. */
    static Charset charset(String property) {
        for (String name : new String[] {System.getProperty(property), System.getProperty("native.encoding")}) {
            try {
                if (name != null) {
                    return Charset.forName(name);
                }
            } catch (IllegalArgumentException e) {
                // A name that this JVM does not know: the next one.
            }
        }
        return Charset.forName("UTF-8");
    }
}
