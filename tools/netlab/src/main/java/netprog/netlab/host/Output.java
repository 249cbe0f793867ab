package netprog.netlab.host;

import java.io.IOException;
import netprog.util.Bytes;
import netprog.util.Messages;
import picocli.CommandLine;

/** What the commands of this package have in common. */
final class Output {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    private Output() {}

    /** Says in one line that the system did not tell, and gives the exit status. */
    static int failed(CommandLine command, IOException e, String systemsOwn) {
        command.getErr()
                .println(Bytes.escape(
                        MESSAGES.get("error.system", command.getCommandName(), e.getMessage(), systemsOwn)));
        return 1;
    }
}
