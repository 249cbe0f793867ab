package netprog.netlab.pairs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import netprog.wire.Wine;

/** The platforms of clients and servers: our programs in Java, and programs in C like those of the course. */
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

    /** The charset of keyboard and screen. */
    Charset terminal() {
        return isWindows() ? Wine.CONSOLE : StandardCharsets.UTF_8;
    }

    /** Its name in a table. */
    @Override
    public String toString() {
        return name;
    }
}
