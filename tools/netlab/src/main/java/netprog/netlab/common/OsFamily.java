package netprog.netlab.common;

import java.util.Locale;

/** The operating systems that the network lab tells apart. */
public enum OsFamily {
    LINUX,
    MACOS,
    WINDOWS,
    /** Any other one, which is treated as Linux where nothing else is said. */
    OTHER;

    /** The one that this program runs on. */
    public static final OsFamily CURRENT = of(System.getProperty("os.name"));

    static OsFamily of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return WINDOWS;
        }
        return lower.startsWith("mac") ? MACOS : lower.startsWith("linux") ? LINUX : OTHER;
    }

    /** Chooses the value for the system that this program runs on. */
    public static <T> T choose(T linux, T macos, T windows) {
        return CURRENT == WINDOWS ? windows : CURRENT == MACOS ? macos : linux;
    }
}
