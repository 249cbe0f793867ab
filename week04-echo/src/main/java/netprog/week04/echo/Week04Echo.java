package netprog.week04.echo;

import java.util.Arrays;
import netprog.util.ProgramArguments;

/** What {@code java -jar week04-echo.jar} starts: the program that the first argument names. */
public final class Week04Echo {
    private Week04Echo() {}

    /** Starts one of the eight programs. */
    public static void main(String[] args) {
        String program = ProgramArguments.program(
                args,
                TcpEchoServer.USAGE,
                TcpEchoClient.USAGE,
                UdpEchoServer.USAGE,
                UdpEchoClient.USAGE,
                TcpCaseServer.USAGE,
                TcpCaseClient.USAGE,
                UdpCaseServer.USAGE,
                UdpCaseClient.USAGE);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (program) {
            case "tcp-server" -> TcpEchoServer.main(rest);
            case "tcp-client" -> TcpEchoClient.main(rest);
            case "udp-server" -> UdpEchoServer.main(rest);
            case "udp-client" -> UdpEchoClient.main(rest);
            case "tcp-case-server" -> TcpCaseServer.main(rest);
            case "tcp-case-client" -> TcpCaseClient.main(rest);
            case "udp-case-server" -> UdpCaseServer.main(rest);
            default -> UdpCaseClient.main(rest);
        }
    }
}
