package netprog.week03;

import java.util.Arrays;
import netprog.util.ProgramArguments;

/** What {@code java -jar week03-time.jar} starts: the program that the first argument names. */
public final class Week03 {
    private Week03() {}

    /** Starts one of the four programs. */
    public static void main(String[] args) {
        String program = ProgramArguments.program(
                args, TcpTimeServer.USAGE, TcpTimeClient.USAGE, UdpTimeServer.USAGE, UdpTimeClient.USAGE);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (program) {
            case "tcp-server" -> TcpTimeServer.main(rest);
            case "tcp-client" -> TcpTimeClient.main(rest);
            case "udp-server" -> UdpTimeServer.main(rest);
            default -> UdpTimeClient.main(rest);
        }
    }
}
