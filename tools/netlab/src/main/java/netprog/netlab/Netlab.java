package netprog.netlab;

import java.util.LinkedHashMap;
import java.util.Map;
import netprog.netlab.capture.CaptureCommand;
import netprog.netlab.capture.LadderCommand;
import netprog.netlab.doctor.DoctorCommand;
import netprog.netlab.host.AddressesCommand;
import netprog.netlab.host.RoutesCommand;
import netprog.netlab.host.SocketsCommand;
import netprog.netlab.topology.LabCommand;

/** The network lab's commands, for the launcher. */
public final class Netlab {
    private Netlab() {}

    /**
     * Makes the commands.
     *
     * @return each command's name, and an object with picocli's annotations; in the order of the help
     */
    public static Map<String, Object> commands() {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("addresses", new AddressesCommand());
        commands.put("routes", new RoutesCommand());
        commands.put("sockets", new SocketsCommand());
        commands.put("doctor", new DoctorCommand());
        commands.put("lab", new LabCommand());
        commands.put("capture", new CaptureCommand());
        commands.put("ladder", new LadderCommand());
        return commands;
    }
}
