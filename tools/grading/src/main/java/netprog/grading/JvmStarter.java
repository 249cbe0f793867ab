package netprog.grading;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import netprog.wire.Wire;

/** Runs the student's program in this JVM, on a thread: quick, and breakpoints work. Each start loads its classes anew. */
final class JvmStarter implements Starter {
    private static final ScheduledExecutorService CLEANER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cleaner");
        thread.setDaemon(true);
        return thread;
    });

    private static final String PACKAGE = "netprog.week04.login.";
    private static final long SPINS = 3_000_000; // nanoseconds of processor time, long after its end

    private final URL[] classpath;

    JvmStarter(String classpath) {
        List<URL> urls = new ArrayList<>();
        for (String entry : classpath.isEmpty() ? new String[0] : classpath.split(java.io.File.pathSeparator)) {
            try {
                urls.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
        this.classpath = urls.toArray(new URL[0]);
        StudentOutput.install();
    }

    @Override
    public Started server(String protocol, Map<String, String> users) throws IOException {
        Subject subject = subject();
        AutoCloseable socket;
        int port;
        if (protocol.equals("tcp")) {
            ServerSocket listener = new KeepingServerSocket();
            listener.bind(Wire.local(0));
            socket = listener;
            port = listener.getLocalPort();
        } else {
            DatagramSocket datagrams = new DatagramSocket(Wire.local(0));
            socket = datagrams;
            port = datagrams.getLocalPort();
        }
        return new Run(subject, socket, port, run -> {
            subject.serve(socket, users);
            return 0;
        });
    }

    @Override
    public Started client(String name, InetSocketAddress server) throws IOException {
        Subject subject = subject();
        return new Run(subject, null, 0, run -> subject.run(name, server, run.keyboard, run.screen));
    }

    @Override
    public Started values() throws IOException {
        return new Run(subject(), null, 0, null);
    }

    private Subject subject() {
        return new Subject(new FreshLoader(classpath));
    }

    private interface Work {
        int run(Run run) throws Throwable;
    }

    /** One started program. */
    private static final class Run implements Started {
        private final Subject subject;
        private final AutoCloseable socket;
        private final int port;
        private final PipedOutputStream typed = new PipedOutputStream();
        private final Screen shown = new Screen();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final ThreadGroup threads = new ThreadGroup("student");
        private volatile Ending ending;

        final BufferedReader keyboard;
        final PrintStream screen = new PrintStream(shown, true, StandardCharsets.UTF_8);

        Run(Subject subject, AutoCloseable socket, int port, Work work) throws IOException {
            this.subject = subject;
            this.socket = socket;
            this.port = port;
            this.keyboard = new BufferedReader(
                    new InputStreamReader(new PipedInputStream(typed, 1 << 20), StandardCharsets.UTF_8));
            if (work != null) {
                Thread thread = new Thread(threads, () -> run(work), "student");
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void run(Work work) {
            StudentOutput.muteThisThread();
            try {
                ending = Ending.returned(work.run(this));
            } catch (Throwable e) {
                ending = Ending.threw(e.toString(), e instanceof IOException);
            }
            ended.countDown();
            if (!(ending.ioException() || ending.status() != null)) {
                closeSocket(); // it has failed: nobody is to wait for it
            }
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void settle() {
            // A to-do notes itself when it is made.
        }

        @Override
        public List<String> todos() {
            return subject.todos();
        }

        @Override
        public Ending ending(int millis) throws InterruptedException {
            ended.await(millis, TimeUnit.MILLISECONDS);
            return ending;
        }

        @Override
        public void type(String line) {
            try {
                typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                typed.flush();
            } catch (IOException e) {
                // The client has closed its keyboard: what is typed goes nowhere.
            }
        }

        @Override
        public void endInput() {
            try {
                typed.close();
            } catch (IOException e) {
                // As above.
            }
        }

        @Override
        public String screen() {
            return shown.text();
        }

        @Override
        public void closeSocket() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (Exception e) {
                // It is closed.
            }
        }

        @Override
        public String value(String question) {
            AtomicReference<String> answer = new AtomicReference<>();
            Thread thread = new Thread(threads, () -> {
                StudentOutput.muteThisThread();
                answer.set(subject.value(question));
            });
            thread.setDaemon(true);
            thread.start();
            try {
                thread.join(Limits.must());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer.get() == null ? Subject.question("threw", "no answer") : answer.get();
        }

        @Override
        public void close() {
            closeSocket();
            endInput();
            List<Thread> left = threadsInStudentsCode();
            left.forEach(Thread::interrupt);
            if (!left.isEmpty()) {
                Map<Thread, Long> used = new HashMap<>();
                left.forEach(thread -> used.put(thread, processorTime(thread)));
                CLEANER.schedule(() -> stopWhatSpins(used), 200, TimeUnit.MILLISECONDS);
            }
        }

        /**
         * The threads that the program left at work. Not all of its group: a pool of the JDK's that all programs share (the
         * one behind asynchronous channels, the common pool) has threads there if this program was the first to use it.
         */
        private List<Thread> threadsInStudentsCode() {
            Thread[] alive = new Thread[threads.activeCount() + 16];
            int count = threads.enumerate(alive);
            return Arrays.stream(alive, 0, count)
                    .filter(thread -> Arrays.stream(thread.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().startsWith(PACKAGE)))
                    .toList();
        }

        private static long processorTime(Thread thread) {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        }

        /** A thread that spins would take the processor from all tests behind it; newer Javas cannot stop one. */
        @SuppressWarnings({"deprecation", "removal"})
        private void stopWhatSpins(Map<Thread, Long> used) {
            for (Thread thread : threadsInStudentsCode()) {
                try {
                    if (processorTime(thread) - used.getOrDefault(thread, 0L) > SPINS) {
                        thread.stop();
                    }
                } catch (UnsupportedOperationException | LinkageError e) {
                    return; // Java 20 and newer
                }
            }
        }
    }

    /** A client's screen. What is more than anybody reads is thrown away, so that endless output fills no memory. */
    private static final class Screen extends OutputStream {
        private static final int MOST = 1 << 20; // bytes
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.min(length, MOST - kept.size()));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * Loads the student's package anew for each start, so that no static survives from one test to the next; everything else
     * comes from the tests' own loader. Where no class path is given the class files are those that the tests would see.
     */
    private static final class FreshLoader extends URLClassLoader {
        private final boolean own;

        FreshLoader(URL[] classpath) {
            super(classpath, FreshLoader.class.getClassLoader());
            own = classpath.length > 0;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            URL found = own ? findResource(file) : null;
            try (InputStream in = (found == null ? getParent().getResource(file) : found).openStream()) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException | NullPointerException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
