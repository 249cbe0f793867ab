package netprog.grading;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Starts programs of the student's: in this JVM, or each in a process of its own. */
interface Starter {
    /** Starts {@code tcp} or {@code udp} server; it is ready when this returns. */
    Started server(String protocol, Map<String, String> users) throws IOException;

    /** Starts {@code TcpLoginClient} or {@code UdpLoginClient}. */
    Started client(String name, InetSocketAddress server) throws IOException;

    /** Starts what answers questions for values. */
    Started values() throws IOException;

    /**
     * The way that the setting {@code grade.mode} names: {@code jvm} where it is left out, or {@code process}. The setting
     * {@code grade.classpath} says where the student's classes are; left out, they are on the tests' own class path. Both are
     * configuration parameters of JUnit, or system properties. A machine with a charset of its own is always a process.
     */
    static Starter chosen(Function<String, Optional<String>> setting, String machine) {
        String classpath = setting.apply("grade.classpath").orElse("");
        boolean process = setting.apply("grade.mode").orElse("jvm").equals("process") || !machine.isEmpty();
        return process ? new ProcessStarter(classpath, machine) : new JvmStarter(classpath);
    }
}
