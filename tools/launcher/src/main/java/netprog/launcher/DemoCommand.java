package netprog.launcher;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Shows every pair of client and server at work, as real processes on loopback, and checks what they said. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    private final Path top;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    DemoCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Demo demo = new Demo(top, out, Ansi.AUTO.enabled());
        boolean good = demo.run();
        out.println();
        out.println(
                good
                        ? Netprog.MESSAGES.get("demo.good", demo.checks())
                        : Netprog.MESSAGES.get("demo.bad", demo.failures()));
        if (good) {
            out.println(Netprog.MESSAGES.get("demo.next"));
        }
        return good ? 0 : 1;
    }
}
