package netprog.util;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keyboard and screen, in the charset of the terminal and not of the JVM: the system property {@code stdin.encoding},
 * {@code stdout.encoding} or {@code stderr.encoding} if it is set, otherwise {@code native.encoding}.
 */
public final class Terminal {
    private Terminal() {}

    /** Returns standard input as text; to be called once in a program, because the reader reads ahead. */
    public static BufferedReader keyboard() {
        return new BufferedReader(new InputStreamReader(System.in, charset("stdin.encoding")));
    }

    /**
     * Returns standard output as text; every {@code print} is flushed. It writes bytes to {@link System#out}, so that a stream
     * which was set there receives them.
     */
    public static PrintStream screen() {
        return new PrintStream(System.out, true, charset("stdout.encoding"));
    }

    /** Returns standard error as text. */
    public static PrintStream errors() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding"));
    }

    /** Returns the charset of one of the three; UTF-8 if the system names none that Java knows. */
    static Charset charset(String property) {
        for (String name : new String[] {System.getProperty(property), System.getProperty("native.encoding")}) {
            try {
                if (name != null) {
                    return Charset.forName(name);
                }
            } catch (IllegalArgumentException e) {
                // This JVM does not know the name: try the next one.
            }
        }
        return Charset.forName("UTF-8");
    }
}
