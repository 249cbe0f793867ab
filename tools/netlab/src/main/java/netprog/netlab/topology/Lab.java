package netprog.netlab.topology;

import static netprog.netlab.topology.LabException.MESSAGES;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.wire.ProcessOutput;
import netprog.wire.Program;

/**
 * A network of several hosts on this Linux machine, each of them a network namespace. It depends on one process, the first of
 * a process namespace: when that ends, everything in the lab ends, and nothing is left. It ends when the lab is closed, and
 * also when this JVM ends in whatever way, because it waits for the end of its standard input.
 *
 * <pre>{@code
 * try (Lab lab = Lab.build(VmwareNetwork.NAT, LabOptions.NONE.forward(30000))) {
 *     Process server = lab.start("guest", "java", "-jar", "week03-time.jar", "tcp-server");
 *     Lab.Result result = lab.run("outside", "java", "-jar", "week03-time.jar", "tcp-client", "host");
 * }
 * }</pre>
 *
 * The commands have the working directory of this JVM and the files of this machine, but {@code /run} is the lab's own, and
 * each host has a name and an {@code /etc/hosts} of its own. Thread-safe.
 */
public final class Lab implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?m)^ready$");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SUDO_TIMEOUT = Duration.ofMinutes(5); // for the user to type a password

    /** The folders where ip is found, which are not in the path of every user. */
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private final InitProcess init;
    private final Process holder; // null if the lab was built by another JVM

    /** How a command ended; of each output stream the first 4 MiB. */
    public record Result(int status, String output, String errors) {}

    private Lab(InitProcess init, Process holder) {
        this.init = init;
        this.holder = holder;
    }

    /**
     * Builds one of VMware's network modes: the hosts {@code host}, {@code guest}, {@code peer}, {@code router} and
     * {@code outside}.
     *
     * @throws LabException if this machine cannot build it
     */
    public static Lab build(VmwareNetwork mode, LabOptions options) throws IOException {
        return build(mode.topology(options));
    }

    /**
     * Builds any network.
     *
     * @throws LabException if this machine cannot build it, or the plan has an error
     */
    public static Lab build(Topology plan) throws IOException {
        return build(plan.script(), "netprog-lab", false, notice -> {});
    }

    /** Enters a running lab, the newest one with this name. */
    static Lab join(String name) throws LabException {
        return new Lab(
                InitProcess.named(name)
                        .orElseThrow(() -> new LabException(MESSAGES.get("error.join", name.replaceAll(".* ", "")))),
                null);
    }

    /** The whole script that builds a plan, for users who want to read it. */
    static String script(String plan) {
        try (InputStream file = Lab.class.getResourceAsStream("lab.sh")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("@PLAN@\n", plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Builds a plan with the first kind of access to namespaces that this system grants.
     *
     * @param mayAsk whether sudo may ask the user for a password
     * @param notices receives the reason if sudo is used
     */
    static Lab build(String plan, String name, boolean mayAsk, Consumer<String> notices) throws IOException {
        if (OsFamily.CURRENT != OsFamily.LINUX) {
            throw new LabException(MESSAGES.get("error.system", System.getProperty("os.name")));
        }
        requirePrograms(plan);
        String complaint = "";
        for (NamespaceAccess access : NamespaceAccess.toTry()) {
            if (access == NamespaceAccess.SUDO) {
                if (!isInstalled("sudo")) {
                    break;
                }
                notices.accept(MESSAGES.get("notice.sudo", reason(complaint)));
            }
            ProcessBuilder builder = new ProcessBuilder(access.build(name, mayAsk));
            builder.environment().merge("PATH", ":" + String.join(":", SYSTEM_FOLDERS), String::concat);
            if (System.getProperty("user.name").matches("[A-Za-z_][A-Za-z0-9_.-]*")) { // "?" if the user has no name
                builder.environment().put("LAB_USER", System.getProperty("user.name"));
            }
            Process holder = builder.start();
            ProcessOutput words = new ProcessOutput(holder.getInputStream());
            ProcessOutput errors = new ProcessOutput(holder.getErrorStream());
            Duration timeout = access == NamespaceAccess.SUDO ? SUDO_TIMEOUT : TIMEOUT;
            try {
                if (run(script(plan), holder, words, timeout)) {
                    return new Lab(new InitProcess(InitProcess.below(holder), access), holder);
                }
                end(holder);
                errors.awaitEnd(TIMEOUT);
            } catch (InterruptedException e) {
                end(holder);
                throw new InterruptedIOException();
            }
            complaint = errors.text().strip().lines().findFirst().orElse("");
            if (words.text().startsWith("entered")) {
                throw new LabException(MESSAGES.get("error.build", complaint));
            }
        }
        throw new LabException(MESSAGES.get("error.forbidden", reason(complaint)));
    }

    /** Runs the script; it prints "entered", then "ready" and goes on, or it ends. */
    private static boolean run(String script, Process holder, ProcessOutput words, Duration timeout)
            throws IOException, InterruptedException {
        try {
            holder.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            holder.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended already; its error output has the reason.
        }
        boolean ready = words.await(READY, timeout).isPresent();
        if (!ready && !words.hasEnded()) {
            end(holder);
            throw new LabException(MESSAGES.get("error.late", timeout.toSeconds()));
        }
        return ready;
    }

    private static void requirePrograms(String plan) throws LabException {
        String[][] programs = {
            {"ip", "iproute2"}, {"unshare", "util-linux"}, {"nsenter", "util-linux"}, {"setpriv", "util-linux"},
            {"mount", "mount"}, {"hostname", "hostname"}, {"bash", "bash"}, {"nft", "nftables"}
        };
        for (String[] program : programs) {
            if (!isInstalled(program[0]) && (!program[0].equals("nft") || plan.contains(" nft "))) {
                throw new LabException(MESSAGES.get("error.package", program[0], program[1]));
            }
        }
    }

    private static boolean isInstalled(String program) {
        return SystemCommand.find(program, SYSTEM_FOLDERS)
                .filter(Files::isExecutable)
                .isPresent();
    }

    /** Why namespaces are forbidden: the system's setting if it is known, else the error message of unshare. */
    private static String reason(String complaint) {
        String[][] settings = {
            {"kernel/apparmor_restrict_unprivileged_userns", "1"},
            {"kernel/unprivileged_userns_clone", "0"},
            {"user/max_user_namespaces", "0"}
        };
        for (String[] setting : settings) {
            try {
                if (Files.readString(Path.of("/proc/sys", setting[0])).strip().equals(setting[1])) {
                    return setting[0].replace('/', '.') + " = " + setting[1];
                }
            } catch (IOException e) {
                // This kernel has no such setting.
            }
        }
        return complaint;
    }

    /**
     * Prepares a command on a host or a switch, so that its standard streams can be set; its exit status is the command's. The
     * working directory is that of this JVM, whatever the builder's is.
     */
    public ProcessBuilder command(String host, String... command) {
        ProcessBuilder builder = new ProcessBuilder(init.access().enter(init.pid(), host, List.of(command)));
        builder.environment().merge("PATH", ":" + String.join(":", SYSTEM_FOLDERS), String::concat);
        builder.environment().put("LAB_FOLDER", System.getProperty("user.dir"));
        return builder;
    }

    /** Starts a command on a host or a switch. Destroying the process kills the command; {@link #signal} does less. */
    public Process start(String host, String... command) throws IOException {
        return command(host, command).start();
    }

    /**
     * Runs a command on a host or a switch, with an empty standard input.
     *
     * @throws netprog.wire.ProgramException if it does not end within a minute
     */
    public Result run(String host, String... command) throws IOException {
        try (Program program = Program.start(command(host, command))) {
            int status = program.endInput().awaitExit();
            return new Result(status, program.output(), program.errors());
        }
    }

    /**
     * Runs a line of {@code sh} on a host or a switch, such as {@code ip route add ...} or {@code nft add ...}.
     *
     * @return its standard output
     * @throws IOException if its exit status is not 0; the message holds its standard error
     */
    public String shell(String host, String line) throws IOException {
        Result result = run(host, "sh", "-c", line);
        if (result.status() != 0) {
            throw new IOException(line + ": status " + result.status() + ", "
                    + result.errors().strip());
        }
        return result.output();
    }

    /**
     * Sends a signal, such as {@code INT}, to a command that {@link #start} or {@link #command} started.
     *
     * @throws IOException if the command has ended, or cannot be sent the signal
     */
    public void signal(Process process, String signal) throws IOException {
        List<String> kill = new ArrayList<>(init.access().sudo(false));
        kill.addAll(List.of("kill", "-s", signal, "--", String.valueOf(InitProcess.commandOf(process))));
        SystemCommand result = SystemCommand.run(kill.toArray(String[]::new));
        if (result.status() != 0) {
            throw new IOException(
                    String.join(" ", kill) + ": " + result.errors().strip());
        }
    }

    /** The process id, on this machine, of the process that the lab depends on: a target for {@code nsenter}. */
    public long pid() {
        return init.pid();
    }

    /** Ends everything that runs in the lab, and the lab; one that was only joined continues. */
    @Override
    public void close() {
        if (holder != null) {
            end(holder);
        }
    }

    private static void end(Process holder) {
        try {
            holder.getOutputStream().close(); // the script waits for this
            if (!holder.waitFor(5, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (IOException e) {
            holder.destroyForcibly();
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
