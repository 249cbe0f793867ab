package netprog.week04.login.grading;

import java.util.List;
import java.util.Map;
import netprog.grading.Assignment;

/** The login assignment: its files, tasks and points. */
public final class LoginAssignment implements Assignment {
    @Override
    public String packageName() {
        return "netprog.week04.login";
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("LoginRequest", 6, 4),
                new Part("UserTable", 6, 4),
                new Part("TcpLoginServer", 16, 12),
                new Part("TcpLoginClient", 12, 8),
                new Part("UdpLoginServer", 12, 7),
                new Part("UdpLoginClient", 8, 5));
    }

    @Override
    public String explanations() {
        return "netprog.grading.messages";
    }

    @Override
    public Map<String, String> otherNames() {
        return Map.of(
                "tcp-server", "TcpLoginServer",
                "tcp-client", "TcpLoginClient",
                "udp-server", "UdpLoginServer",
                "udp-client", "UdpLoginClient");
    }
}
