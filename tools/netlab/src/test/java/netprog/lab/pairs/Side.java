package netprog.lab.pairs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import netprog.testkit.Wine;

/** Who may be a client or a server: our programs in Java, and those in C in the manner of the course's. */
enum Side {
    LINUX_JAVA,
    WINDOWS_JAVA,
    LINUX_C,
    WINDOWS_C;

    boolean isWindows() {
        return this == WINDOWS_JAVA || this == WINDOWS_C;
    }

    boolean isJava() {
        return this == LINUX_JAVA || this == WINDOWS_JAVA;
    }

    /** How keyboard and screen make bytes of letters. */
    Charset terminal() {
        return isWindows() ? Wine.CONSOLE : StandardCharsets.UTF_8;
    }

    /** Its name in a table. */
    Word word() {
        return new Word("side." + name());
    }
}
