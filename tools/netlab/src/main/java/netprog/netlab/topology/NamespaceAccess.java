package netprog.netlab.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a user gets namespaces of their own, in which they are root. */
enum NamespaceAccess {
    /** The user is root. */
    ROOT,
    /** Any user: in a user namespace, in which they become root. */
    USER,
    /** If the system forbids user namespaces: as root, by sudo. */
    SUDO;

    /** What sudo does not pass on by itself. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "TERM", "LANG", "LC_ALL", "JAVA_HOME");

    private static final String WAIT =
            "trap : INT QUIT; exec 3>&2 2>/dev/null; (exec \"$0\" \"$@\" 2>&3 3>&-); exit $?";

    /** Those to try, in order. */
    static List<NamespaceAccess> toTry() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return root ? List.of(ROOT, USER) : List.of(USER, SUDO);
    }

    /** The command that runs a script, given on its standard input, as the first process of new namespaces. */
    List<String> build(String name, boolean mayAsk) {
        List<String> command = new ArrayList<>(sudo(mayAsk));
        // In a session of its own: Ctrl+C is meant for what runs in the lab.
        command.addAll(List.of("setsid", "unshare"));
        if (this == USER) {
            command.add("-Ur");
        }
        command.addAll(List.of("-nmpuf", "--mount-proc", "--kill-child", "--propagation", "private"));
        command.addAll(List.of("bash", "-s", name));
        return command;
    }

    /** The command that runs another one on a host of the lab whose first process this is. */
    List<String> enter(long pid, String host, List<String> inside) {
        // The shell waits for the command and has its exit status, 130 if SIGINT ended it. Ctrl+C goes to both of
        // them, and the shell outlives the command; if the shell is killed, so is the command. What the shell itself
        // prints of a signal is not shown.
        List<String> command = new ArrayList<>(sudo(true));
        command.addAll(List.of("nsenter", "--target", String.valueOf(pid), "--mount", "--net", "--pid", "--no-fork"));
        if (this == USER) {
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        command.addAll(List.of("env", "--default-signal=INT,QUIT"));
        if (this == SUDO) {
            ENVIRONMENT.stream()
                    .filter(System.getenv()::containsKey)
                    .forEach(name -> command.add(name + "=" + System.getenv(name)));
        }
        command.addAll(List.of("sh", "-c", WAIT, "setpriv", "--pdeathsig", "KILL", "/run/lab/on", host));
        command.addAll(inside);
        return command;
    }

    /** What stands before a command that root must run. */
    List<String> sudo(boolean mayAsk) {
        return this != SUDO ? List.of() : mayAsk ? List.of("sudo") : List.of("sudo", "-n");
    }
}
