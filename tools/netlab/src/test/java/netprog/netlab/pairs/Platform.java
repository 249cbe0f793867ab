package netprog.netlab.pairs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import netprog.wire.Wine;

/** Who may be a client or a server: our programs in Java, and those in C in the manner of the course's. */
enum Platform {
    LINUX_JAVA("Linux, Java"),
    WINDOWS_JAVA("Windows, Java"),
    LINUX_C("Linux, C"),
    WINDOWS_C("Windows, C");

    private final String name;

    Platform(String name) {
        this.name = name;
    }

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
    @Override
    public String toString() {
        return name;
    }
}
