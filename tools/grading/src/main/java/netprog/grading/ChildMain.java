package netprog.grading;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import netprog.grading.ChildProtocol.Action;
import netprog.grading.ChildProtocol.Command;
import netprog.grading.ChildProtocol.Event;
import netprog.grading.ChildProtocol.Kind;
import netprog.wire.Wire;

/**
 * The child JVM in which the student's programs run, as {@link ChildJvm} starts it: carries out commands from its standard
 * input and reports events on its standard output. What the student's code prints is thrown away. When its input ends, so
 * does the process.
 */
final class ChildMain {
    private static final int LOOK = 5; // milliseconds between two looks at the programs

    /** More threads than all tests of right programs need at once: one program takes the processor from the others. */
    private static final int MAX_THREADS = 1000;

    /** So many UDP clients may still wait for a reply; they end soon, and disturb nobody. */
    private static final int MAX_WAITING = 10;

    private static final int MAX_END = 300; // milliseconds that programs have to end when they are closed
    private static final long MAX_MEMORY = 64 << 20; // bytes; a child that has just started has less than half of it

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Map<Integer, Program> programs = new ConcurrentHashMap<>();
    private final Supplier<JvmRunner> newRunner;
    private JvmRunner runner;

    private ChildMain(Assignment assignment, List<Path> classpath) {
        newRunner = () -> new JvmRunner(assignment, classpath, () -> send(Event.of(0, Kind.UNSTOPPABLE)));
        runner = newRunner.get();
    }

    /** Takes the class of the assignment and the class path of the student's program. */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
        System.setIn(InputStream.nullInputStream()); // a client's keyboard is its parameter
        Assignment assignment =
                (Assignment) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        List<Path> classpath = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(args[1])
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        try {
            new ChildMain(assignment, classpath).obey();
        } finally {
            Runtime.getRuntime().halt(0); // the grader has gone
        }
    }

    private void obey() throws IOException {
        Thread reporter = new Thread(this::report, "reports");
        reporter.setDaemon(true);
        reporter.start();
        send(Event.of(0, Kind.READY));
        BufferedReader commands = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        String line;
        while ((line = commands.readLine()) != null) {
            Command command = ChildProtocol.MAPPER.readValue(line, Command.class);
            if (command.action().name().startsWith("START")) {
                start(command);
            } else if (command.action() == Action.FORGET) {
                runner = newRunner.get(); // the class files may be others from now on
                send(new Event(0, Kind.FORGOTTEN, 0, null, null, isAsNew(), null, null, null));
            } else {
                Program program = programs.get(command.program());
                if (program != null) {
                    program.obey(command);
                }
            }
        }
    }

    /** Whether the programs that were here have left neither threads at work nor much memory behind. */
    private boolean isAsNew() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_END);
        while (!isQuiet() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK));
        }
        System.gc();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long used = memory.getHeapMemoryUsage().getUsed()
                + memory.getNonHeapMemoryUsage().getUsed();
        return isQuiet() && used < MAX_MEMORY;
    }

    private static boolean isQuiet() {
        List<Thread> left = JvmRunner.threadsLeft();
        return left.size() <= MAX_WAITING && left.stream().allMatch(JvmRunner::waitsForDatagram);
    }

    private void start(Command command) {
        int id = command.program();
        try {
            JvmRunner.Run run = switch (command.action()) {
                case START_TCP_SERVER -> runner.server(command.name(), Protocol.TCP, command.arguments());
                case START_UDP_SERVER -> runner.server(command.name(), Protocol.UDP, command.arguments());
                case START_CLIENT -> runner.client(command.name(), Wire.local(command.port()));
                default -> runner.values();
            };
            programs.put(id, new Program(id, run, command.action() == Action.START_CLIENT));
            send(new Event(id, Kind.STARTED, run.port(), null, null, false, null, null, null));
        } catch (GraderFault e) {
            send(new Event(id, Kind.NOT_STARTED, 0, e.getMessage(), null, false, null, null, null));
        }
    }

    private void report() {
        try {
            boolean crowded = false;
            while (true) {
                programs.values().forEach(Program::report);
                if (!crowded && ManagementFactory.getThreadMXBean().getThreadCount() > MAX_THREADS) {
                    crowded = true;
                    send(Event.of(0, Kind.UNSTOPPABLE));
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Event event) {
        try {
            byte[] line = (ChildProtocol.MAPPER.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (out) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the grader has gone
        }
    }

    /** One program, and what of it was reported. */
    private final class Program {
        private final int id;
        private final JvmRunner.Run run;
        private final boolean client;
        private boolean closed;
        private int todos;
        private int screen; // bytes
        private boolean ended;

        Program(int id, JvmRunner.Run run, boolean client) {
            this.id = id;
            this.run = run;
            this.client = client;
        }

        void obey(Command command) {
            switch (command.action()) {
                case SETTLE -> {
                    report();
                    send(Event.of(id, Kind.SETTLED));
                }
                case WAITS -> send(new Event(id, Kind.WAITS, 0, null, null, run.waitsWithoutLimit(), null, null, null));
                case STAND -> send(new Event(id, Kind.STANDS, 0, null, null, false, null, null, run.standing()));
                case TYPE -> run.type(command.text());
                case END_INPUT -> run.endInput();
                case CLOSE_SOCKET -> run.closeSocket();
                case ASK ->
                    run.answer(command.question(), answer -> {
                        report();
                        send(new Event(id, Kind.ANSWER, 0, null, null, false, null, answer, null));
                    });
                default -> {
                    run.close();
                    close();
                }
            }
        }

        private synchronized void close() {
            closed = true;
            report();
        }

        /** The ending is looked at first and told last: with it, all that it has met and shown is known. */
        synchronized void report() {
            RunningProgram.Ending ending = run.ending(0);
            List<String> met = run.todos();
            for (; todos < met.size(); todos++) {
                send(new Event(id, Kind.TODO, 0, met.get(todos), null, false, null, null, null));
            }
            byte[] shown = run.screenFrom(screen);
            if (shown.length > 0) {
                screen += shown.length;
                send(new Event(id, Kind.SCREEN, 0, null, shown, false, null, null, null));
            }
            if (ending != null && !ended) {
                ended = true;
                send(new Event(id, Kind.ENDED, 0, null, null, false, ending, null, null));
            }
            if (closed && (ended || !client)) { // a client may send requests until its end
                programs.remove(id);
            }
        }
    }
}
