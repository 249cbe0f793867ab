package netprog.week04.login;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/** The main class of {@code week04-login-assignment.jar}: starts the program that the first argument names. */
public final class Week04Login {
    static final String TCP_SERVER = "tcp-server [port] [--users FILE] [--bind ADDRESS]";
    static final String TCP_CLIENT = "tcp-client [host [port]]";
    static final String UDP_SERVER = "udp-server [port] [--users FILE] [--bind ADDRESS]";
    static final String UDP_CLIENT = "udp-client [host [port]]";

    private static final Messages MESSAGES = new Messages("netprog.week04.login.messages");

    private Week04Login() {}

    /**
     * Starts one of the four programs.
     *
     * @param args the program's name, then its own arguments
     * @throws Exception if the program's main throws it
     */
    public static void main(String[] args) throws Exception {
        String program = ProgramArguments.program(args, TCP_SERVER, TCP_CLIENT, UDP_SERVER, UDP_CLIENT);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (program) {
            case "tcp-server" -> start("TcpLoginServer", rest);
            case "tcp-client" -> start("TcpLoginClient", rest);
            case "udp-server" -> start("UdpLoginServer", rest);
            default -> start("UdpLoginClient", rest);
        }
    }

    /** Looks for the main only when it is needed: a submission is complete without one. */
    private static void start(String program, String[] args) throws Exception {
        try {
            Class<?> type = Class.forName("netprog.week04.login." + program);
            Method main = type.getMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw new NoSuchMethodException();
            }
            main.invoke(null, (Object) args);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            end(MESSAGES.get("no-main", program));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Todo) {
                end(MESSAGES.get("todo", e.getCause().getMessage()));
            }
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    private static void end(String sentence) {
        Terminal.errors().println(Bytes.escape(sentence));
        System.exit(1);
    }
}
