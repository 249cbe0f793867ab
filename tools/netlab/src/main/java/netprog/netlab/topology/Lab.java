package netprog.netlab.topology;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import netprog.util.Messages;

/**
 * A network of several hosts on this Linux machine, each a network namespace. All of it hangs on one process, the first of
 * a process namespace: when that ends, everything in the lab ends, and nothing is left. It ends when the lab is closed and
 * also when this JVM ends, however that happens, because it waits for the end of its standard input.
 *
 * <pre>{@code
 * try (Lab lab = Lab.build(VmwareNetwork.NAT, LabOptions.NONE.forward(30000))) {
 *     Process server = lab.start("guest", "java", "-jar", "week03-time.jar", "tcp-server");
 *     Lab.Result seen = lab.run("outside", "java", "-jar", "week03-time.jar", "tcp-client", "host");
 * }
 * }</pre>
 *
 * The commands have this JVM's folder as theirs and see the machine's files, but {@code /run} is the lab's own, and each
 * host has its own name and its own {@code /etc/hosts}. Safe for use by several threads.
 */
public final class Lab implements AutoCloseable {
    static final Messages MESSAGES = new Messages("netprog.netlab.topology.messages");

    /** How long building may take, and {@link #run}; only a failure takes as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SUDO_PATIENCE = Duration.ofMinutes(5); // somebody types a password
    private static final int MOST_OUTPUT = 1 << 22;
    private static final String SYSTEM_FOLDERS =
            ":/usr/local/sbin:/usr/sbin:/sbin"; // where ip is, not in a user's path

    /** What stands before a plan: the lab's own folders. */
    private static final String BEFORE = """
            # In new namespaces (network, mounts, processes, host name), in which one is root:
            #   unshare -Urnmpuf --mount-proc --kill-child --propagation private bash
            set -e
            mount -t tmpfs -o mode=755 lab /run
            ip link set lo up
            echo entered
            mkdir -p /run/netns /run/lab

            """;

    /** What stands behind a plan: the way to run a command at a host, and the wait for the end. */
    private static final String BEHIND = """

            # A look-up of a name that nobody knows fails at once.
            resolver=$(readlink -m /etc/resolv.conf)
            case $resolver in /run/*) mkdir -p "${resolver%/*}"; touch "$resolver" ;; esac
            echo 'nameserver 127.0.0.1' >/run/lab/resolv.conf
            [ ! -e "$resolver" ] || mount --bind /run/lab/resolv.conf "$resolver"

            # Who is root in here keeps the own name; the files of Java's jps (named by process numbers) stay in here.
            name=$(id -un)
            if [ "$name" != "${LAB_USER:-$name}" ]; then
              name=$LAB_USER
              echo "$name:x:0:0::${HOME:-/}:/bin/bash" | cat - /etc/passwd >/run/lab/passwd
              mount --bind /run/lab/passwd /etc/passwd
            fi
            [ ! -d "/tmp/hsperfdata_$name" ] || mount -t tmpfs -o mode=755 lab "/tmp/hsperfdata_$name"

            # "on HOST COMMAND" runs a command at a host, "on HOST" a shell.
            cat >/run/lab/on <<'EOF'
            #!/bin/sh
            if [ $# -eq 0 ]; then echo 'on HOST [COMMAND...]' >&2; exit 2; fi
            host=$1
            shift
            PATH=$PATH:/run/lab
            [ $# -gt 0 ] || set -- bash --rcfile /run/lab/bashrc
            exec ip netns exec "$host" unshare --uts sh -c 'hostname "$0"
              [ ! -e "/run/lab/$0.hosts" ] || mount --bind "/run/lab/$0.hosts" /etc/hosts
              cd "${LAB_FOLDER:-.}" 2>/dev/null || cd /
              unset LAB_FOLDER
              exec env "$@"' "$host" "$@"
            EOF
            chmod 755 /run/lab/on
            cat >/run/lab/bashrc <<'EOF'
            [ ! -r ~/.bashrc ] || . ~/.bashrc
            PS1='\\h:\\w> '
            EOF

            # All stands until standard input ends; wait buries those whose parents died.
            echo ready
            exec 3<&0
            cat <&3 >/dev/null &
            wait $!
            """;

    private final InitProcess first;
    private final Process holder; // null: somebody else's lab

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param output all that it wrote to standard output, up to 4 MB
     * @param errors the same of standard error
     */
    public record Result(int status, String output, String errors) {}

    private Lab(InitProcess first, Process holder) {
        this.first = first;
        this.holder = holder;
    }

    /**
     * Builds one of VMware's network modes: the hosts {@code host}, {@code guest}, {@code peer} and {@code outside}.
     *
     * @param mode which
     * @param options what is special about it
     * @return the lab, in which all stands
     * @throws LabException if this machine cannot have it
     * @throws IOException if a program cannot be started
     */
    public static Lab build(VmwareNetwork mode, LabOptions options) throws IOException {
        return build(mode.topology(options));
    }

    /**
     * Builds any network.
     *
     * @param plan the network
     * @return the lab, in which all stands
     * @throws LabException if this machine cannot have it, or the plan has a mistake
     * @throws IOException if a program cannot be started
     */
    public static Lab build(Topology plan) throws IOException {
        return build(plan.script(), "netprog-lab", false, notice -> {});
    }

    /** Goes into a lab that runs, the newest with this name. */
    static Lab join(String name) throws LabException {
        return new Lab(
                InitProcess.named(name)
                        .orElseThrow(() -> new LabException(MESSAGES.get("error.join", name.replaceAll(".* ", "")))),
                null);
    }

    /** The whole script that builds a plan, for those who want to read it. */
    static String script(String plan) {
        return BEFORE + plan + BEHIND;
    }

    /**
     * Builds a plan in one of the ways that there are.
     *
     * @param mayAsk whether somebody is there to type a password for sudo
     * @param notices gets the sentence that says why it is sudo
     */
    static Lab build(String plan, String name, boolean mayAsk, Consumer<String> notices) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new LabException(MESSAGES.get("error.system", System.getProperty("os.name")));
        }
        needPrograms(plan);
        List<String> forbidden = new ArrayList<>();
        for (NamespaceAccess entrance : NamespaceAccess.toTry()) {
            if (entrance == NamespaceAccess.SUDO) {
                if (!onPath("sudo")) {
                    break;
                }
                notices.accept(MESSAGES.get("notice.sudo", why(forbidden)));
            }
            Optional<Lab> lab = build(entrance, script(plan), name, mayAsk, forbidden);
            if (lab.isPresent()) {
                return lab.get();
            }
        }
        throw new LabException(MESSAGES.get("error.forbidden", why(forbidden)));
    }

    private static Optional<Lab> build(
            NamespaceAccess entrance, String script, String name, boolean mayAsk, List<String> forbidden)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(entrance.build(script, name, mayAsk));
        builder.environment().merge("PATH", SYSTEM_FOLDERS, String::concat);
        if (System.getProperty("user.name").matches("[A-Za-z_][A-Za-z0-9_.-]*")) { // a user without a name is "?"
            builder.environment().put("LAB_USER", System.getProperty("user.name"));
        }
        Process holder = builder.start();
        CompletableFuture<String> complaints = read(holder.getErrorStream());
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> lastOf(holder, "entered", "ready"), threads());
        String reached;
        try {
            reached = await(first, entrance == NamespaceAccess.SUDO ? SUDO_PATIENCE : PATIENCE);
        } catch (IOException e) {
            end(holder);
            throw e;
        }
        if (reached.equals("ready")) {
            long pid = InitProcess.below(holder)
                    .orElseThrow(() -> new LabException(MESSAGES.get("error.build", "no first process")))
                    .pid();
            return Optional.of(new Lab(new InitProcess(pid, entrance), holder));
        }
        end(holder);
        String complaint =
                await(complaints, PATIENCE).strip().lines().findFirst().orElse("");
        if (reached.equals("entered")) {
            throw new LabException(MESSAGES.get("error.build", complaint));
        }
        forbidden.add(complaint);
        return Optional.empty();
    }

    /** The last of these lines that the process says before it falls silent or has said the last one. */
    private static String lastOf(Process process, String... lines) {
        String last = "";
        try {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            for (String line : lines) {
                if (!line.equals(reader.readLine())) {
                    break;
                }
                last = line;
            }
        } catch (IOException e) {
            // It ended.
        }
        return last;
    }

    private static void needPrograms(String plan) throws LabException {
        String[][] programs = {
            {"ip", "iproute2"}, {"unshare", "util-linux"}, {"nsenter", "util-linux"}, {"setpriv", "util-linux"},
            {"mount", "mount"}, {"hostname", "hostname"}, {"bash", "bash"}, {"nft", "nftables"}
        };
        for (String[] program : programs) {
            if (!onPath(program[0]) && (!program[0].equals("nft") || plan.contains(" nft "))) {
                throw new LabException(MESSAGES.get("error.package", program[0], program[1]));
            }
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + SYSTEM_FOLDERS;
        return Stream.of(path.split(File.pathSeparator)).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    /** Why namespaces are forbidden: the system's setting where it is known, else what unshare said. */
    private static String why(List<String> complaints) {
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
        return complaints.isEmpty() ? "" : complaints.get(complaints.size() - 1);
    }

    /**
     * Prepares a command at a host, so that its standard streams can be set. Its folder is this JVM's; the builder's own
     * folder means nothing.
     *
     * @param host a host or a switch of the plan
     * @param command the program and its arguments
     * @return what starts it; the exit status is the command's
     */
    public ProcessBuilder command(String host, String... command) {
        ProcessBuilder builder = new ProcessBuilder(first.entrance().enter(first.pid(), host, List.of(command)));
        builder.environment().merge("PATH", SYSTEM_FOLDERS, String::concat);
        builder.environment().put("LAB_FOLDER", System.getProperty("user.dir"));
        return builder;
    }

    /**
     * Starts a command at a host. Destroying the process kills the command; {@link #signal} is kinder.
     *
     * @param host a host or a switch of the plan
     * @param command the program and its arguments
     * @return the process
     * @throws IOException if it cannot be started
     */
    public Process start(String host, String... command) throws IOException {
        return command(host, command).start();
    }

    /**
     * Runs a command at a host, without a keyboard, for a minute at most.
     *
     * @param host a host or a switch of the plan
     * @param command the program and its arguments
     * @return how it ended
     * @throws IOException if it cannot be started or does not end
     */
    public Result run(String host, String... command) throws IOException {
        Process process = start(host, command);
        process.getOutputStream().close();
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        try {
            int status = await(process.onExit(), PATIENCE).exitValue();
            return new Result(status, await(output, PATIENCE), await(errors, PATIENCE));
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs a line of {@code sh} at a host, such as {@code ip route add ...} or {@code nft add ...}.
     *
     * @param host a host or a switch of the plan
     * @param line the line
     * @return what it wrote to standard output
     * @throws IOException if it does not end with status 0; the message holds what it wrote to standard error
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
     * Sends a signal to a command that {@link #start} or {@link #command} started.
     *
     * @param process the process
     * @param signal such as {@code INT}
     * @throws IOException if there is no {@code kill}
     */
    public static void signal(Process process, String signal) throws IOException {
        for (ProcessHandle inside : process.children().toList()) {
            try {
                new ProcessBuilder("kill", "-s", signal, String.valueOf(inside.pid()))
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /**
     * Names the process on which the lab hangs.
     *
     * @return its number on this machine: a target for {@code nsenter}
     */
    public long pid() {
        return first.pid();
    }

    /** Ends everything that runs in the lab, and the lab; one that was only joined goes on. */
    @Override
    public void close() {
        if (holder != null) {
            end(holder);
        }
    }

    private static void end(Process holder) {
        try {
            holder.getOutputStream().close(); // the script has waited for this
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

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        String text = new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
                        stream.transferTo(OutputStream.nullOutputStream());
                        return text;
                    } catch (IOException e) {
                        return ""; // the process was ended
                    }
                },
                threads());
    }

    private static Executor threads() {
        return task -> {
            Thread thread = new Thread(task, "lab");
            thread.setDaemon(true);
            thread.start();
        };
    }

    private static <T> T await(CompletableFuture<T> future, Duration patience) throws IOException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LabException(MESSAGES.get("error.late", patience.toSeconds()));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
