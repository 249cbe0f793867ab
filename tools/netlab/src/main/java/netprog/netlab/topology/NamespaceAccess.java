package netprog.netlab.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways to get namespaces of one's own, in which one is root. */
enum NamespaceAccess {
    /** As root. */
    ROOT,
    /** As anybody: a user namespace first, in which one becomes root. */
    USER,
    /** Where the system forbids user namespaces: as root, by sudo. */
    SUDO;

    /** What sudo does not hand on by itself. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "TERM", "LANG", "LC_ALL", "JAVA_HOME");

    /** The ways to try, in order. */
    static List<NamespaceAccess> toTry() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return root ? List.of(ROOT, USER) : List.of(USER, SUDO);
    }

    /** The command that runs a script for bash as the first process of new namespaces. It ends when the script does. */
    List<String> build(String script, String name, boolean mayAsk) {
        List<String> command = new ArrayList<>(sudo(mayAsk));
        // A session of its own: Ctrl+C is meant for what runs in the lab.
        command.addAll(List.of("setsid", "unshare"));
        if (this == USER) {
            command.add("-Ur");
        }
        command.addAll(List.of("-nmpuf", "--mount-proc", "--kill-child", "--propagation", "private"));
        command.addAll(List.of("bash", "-c", script, name));
        return command;
    }

    /** The command that runs another one at a host of the lab whose first process is this one. */
    List<String> enter(long pid, String host, List<String> inside) {
        // nsenter waits for the command and gives its status. Ctrl+C goes to both of them, and nsenter must outlive the
        // command; if nsenter is killed, so is the command.
        List<String> command = new ArrayList<>(List.of("env", "--ignore-signal=INT,QUIT"));
        command.addAll(sudo(true));
        command.addAll(List.of("nsenter", "--target", String.valueOf(pid), "--mount", "--net", "--pid"));
        if (this == USER) {
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        command.addAll(List.of("env", "--default-signal=INT,QUIT"));
        if (this == SUDO) {
            environment().forEach((name, value) -> command.add(name + "=" + value));
        }
        command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "/run/lab/on", host));
        command.addAll(inside);
        return command;
    }

    private List<String> sudo(boolean mayAsk) {
        return this != SUDO ? List.of() : mayAsk ? List.of("sudo") : List.of("sudo", "-n");
    }

    private static Map<String, String> environment() {
        Map<String, String> kept = new LinkedHashMap<>(System.getenv());
        kept.keySet().retainAll(ENVIRONMENT);
        return kept;
    }
}
