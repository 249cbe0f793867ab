package netprog.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/**
 * The main class of the launcher's jar. It alone is compiled for Java 8 (see the pom), so that an older Java than the other classes
 * need is told in a sentence; therefore it names none of them.
 */
final class Start {
    private Start() {}

    /** Starts the launcher: with -Dnetprog.build, as the start scripts set it, after a look at what has to be built. */
    public static void main(String[] args) throws Exception {
        String problem = problem(System.getProperty("java.specification.version"), System.getProperty("java.home"));
        if (problem != null) {
            System.err.println("netprog: " + problem);
            System.exit(1);
        }
        String next = System.getProperty("netprog.build") == null ? "Netprog" : "Build";
        try {
            Class.forName("netprog.launcher." + next)
                    .getDeclaredMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    /** Returns what to do about a Java that is too old; null if it is not. */
    static String problem(String version, String home) {
        String number = version.startsWith("1.") ? version.substring(2) : version;
        if (Integer.parseInt(number) >= 17) {
            return null;
        }
        return Locale.getDefault().getLanguage().equals("ko")
                ? "Java " + number + "입니다(" + home + "). JDK 17 이상을 설치하거나 JAVA_HOME을 그 폴더로 맞추세요."
                : "this is Java " + number + " (" + home
                        + "). Install JDK 17 or newer, or set JAVA_HOME to its folder.";
    }
}
