package netprog.netlab.host;

import java.io.FileNotFoundException;
import java.io.IOException;
import netprog.util.Bytes;
import netprog.util.Messages;
import picocli.CommandLine;

/** The system did not tell what a command wants to show. */
final class SystemFailure {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    private SystemFailure() {}

    /** Says so in one line, with the system's own command for it, and returns the exit status. */
    static int report(CommandLine command, IOException e, String systemsOwn) {
        String key = e instanceof FileNotFoundException ? "error.no-iproute2" : "error.system";
        command.getErr().println(Bytes.escape(MESSAGES.get(key, command.getCommandName(), e.getMessage(), systemsOwn)));
        return 1;
    }
}
