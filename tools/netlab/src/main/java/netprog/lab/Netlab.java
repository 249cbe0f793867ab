package netprog.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import netprog.lab.capture.CaptureCommand;
import netprog.lab.capture.LadderCommand;
import netprog.lab.doctor.DoctorCommand;
import netprog.lab.machine.AddressesCommand;
import netprog.lab.machine.RoutesCommand;
import netprog.lab.machine.SocketsCommand;
import netprog.lab.topology.LabCommand;

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
